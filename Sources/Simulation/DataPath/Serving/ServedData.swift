/// What the data path serves for a state of the array: the files with the bytes, and the targets that are open.
struct ServedData: Sendable, Equatable {
    struct File: Sendable, Equatable {
        var bytes: Int
        /// The file that the first bytes are copied from; nil begins with zeroes.
        var origin: String?
    }

    /// By their names, relative to the data directory.
    var files: [String: File] = [:]
    /// The open targets, by their IQNs.
    var targets: [String: ServedTarget] = [:]
}

/// An iSCSI target that is open to initiators.
struct ServedTarget: Sendable, Equatable {
    /// Who may log in.
    enum Admission: Sendable, Equatable {
        case everyone
        case only(Set<String>)

        func admits(_ initiator: String) -> Bool {
            switch self {
            case .everyone: true
            case .only(let names): names.contains(initiator)
            }
        }
    }

    struct Credentials: Sendable, Equatable {
        var user: String
        var password: String
    }

    /// A logical unit; its number is its place in the list.
    struct Unit: Sendable, Equatable {
        var file: String
        var bytes: Int
        /// What makes the unit's identifiers unique: the volume's uuid without its hyphens.
        var serial: String
    }

    var iqn: String
    /// The storage instance's uuid.
    var uuid: String
    var admission: Admission
    /// How an initiator proves who it is; nil asks for nothing.
    var login: Credentials?
    /// How the target proves who it is, to an initiator that asks.
    var answer: Credentials?
    var units: [Unit]
}

extension ServedData {
    init(_ state: ArrayState) {
        for app in state.appInstances.values {
            for snapshot in app.snapshots { keep(snapshot) }
            for storage in app.storageInstances {
                for volume in storage.volumes {
                    files[volume.dataFile] = File(bytes: volume.servedBytes, origin: volume.contents?.origin)
                    for snapshot in volume.snapshots { keep(snapshot) }
                }
                guard app.adminState == .online, storage.adminState == .online else { continue }
                targets[storage.iqn] = ServedTarget(storage, in: state)
            }
        }
    }

    private mutating func keep(_ snapshot: Snapshot) {
        for volume in snapshot.frozen.flatMap(\.volumes) {
            files[snapshot.dataFile(of: volume)] = File(bytes: volume.servedBytes, origin: volume.dataFile)
        }
    }
}

extension ServedTarget {
    fileprivate init(_ storage: StorageInstance, in state: ArrayState) {
        iqn = storage.iqn
        uuid = storage.uuid
        admission =
            switch storage.accessControlMode {
            case .allowAll: .everyone
            case .denyAll: .only(storage.admittedInitiators(in: state))
            }
        units = storage.volumes.map { volume in
            Unit(file: volume.dataFile, bytes: volume.servedBytes, serial: volume.uuid.filter { $0 != "-" })
        }
        // The array's words are seen from the array: initiators log in with the target's credentials.
        let auth = storage.auth
        let target = Credentials(user: auth.targetUserName, password: auth.targetPswd)
        switch auth.type {
        case .none, .accessKeys: break
        case .chap: login = target
        case .mchap:
            login = target
            answer = Credentials(user: auth.initiatorUserName, password: auth.initiatorPswd)
        }
    }
}
