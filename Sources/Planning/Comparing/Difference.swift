package import Diagnostics
package import StorageModel

/// One thing that is not as the manifest wants it on a live app instance.
package enum Difference: Sendable, Equatable {
    case name(from: String, to: Declared<String>)
    /// It is known by another key from now on; nothing but the marker changes.
    case key(from: ResourceKey, to: Declared<ResourceKey>)
    case adminState(from: AdminState, to: Declared<AdminState>)
    case setting(VolumePath, from: VolumeSetting?, to: Declared<VolumeSetting>)
    case ipPool(storage: String, from: String?, to: Declared<String>)
    case performance(VolumePath, from: PerformanceLimits?, to: PerformanceLimits, fields: [QoSChange])
    case snapshotPolicy(VolumePath, SnapshotPolicyChange, location: SourceLocation?)
    case accessList(storage: String, AccessListChange)
    case authentication(storage: String, AuthenticationChange)
    case accessControlMode(storage: String, AccessModeChange)
    /// The manifest names one that is not there yet.
    case addStorageInstance(DesiredStorageInstance, StorageInstanceContent)
    case addVolume(VolumePath, DesiredVolume, VolumeContent)
    /// `removed` names one that is there.
    case removePart(AppInstancePart, volumes: [VolumePath: Gibibytes], location: SourceLocation?)
    case metadata([MetadataChange], in: MetadataStore)
    case protection(from: Bool, to: Declared<Bool>)
    /// An earlier run took it offline and was stopped before it could put it back; by now it may be online all the
    /// same.
    case interruptedWindow(live: AdminState)
    /// What it is a copy of is written down, while it is being built.
    case origin(Declared<CloneOrigin>, in: MetadataStore)
    /// What its data is is written down; its volume is filled, too, unless it is a copy of one that holds the image.
    case image(Declared<DesiredImage>, ImageWrite?, in: MetadataStore)
    /// Nothing but the marker: what is managed has changed, or the live values were brought in line by hand.
    case record(newlyManaged: [String], noLongerManaged: [String])
}

extension Difference {
    /// The group of fields it belongs to; nil for what is only in the marker.
    var group: FieldGroups? {
        switch self {
        case .name: .name
        case .adminState, .interruptedWindow: .adminState
        case .addStorageInstance, .addVolume, .removePart: .size
        case .setting(_, _, let to): to.value.field.group
        case .ipPool: .ipPool
        case .performance: .qos
        case .snapshotPolicy: .snapshotPolicies
        case .accessList: .attachments
        case .authentication: .chap
        case .accessControlMode: .accessControlMode
        case .metadata: .metadata
        case .key, .protection, .record, .origin, .image: nil
        }
    }

    var isMetadata: Bool {
        if case .metadata = self { true } else { false }
    }

    /// Whether no marker ever speaks of it, or speaks of it only by the hash that is compared anyway.
    var leavesNoTrace: Bool {
        switch self {
        case .metadata, .accessControlMode: true
        case .name, .key, .adminState, .setting, .ipPool, .performance, .snapshotPolicy,
            .accessList, .authentication, .addStorageInstance, .addVolume, .removePart, .protection,
            .interruptedWindow, .origin, .image, .record:
            false
        }
    }

    /// The storage instance that gets its password by it.
    var storageWithWrittenPassword: String? {
        switch self {
        case .authentication(let storage, _): storage
        case .addStorageInstance(let storage, _): storage.name
        case .name, .key, .adminState, .setting, .ipPool, .performance, .snapshotPolicy, .accessList,
            .accessControlMode, .addVolume, .removePart, .metadata, .protection, .interruptedWindow, .origin, .image,
            .record:
            nil
        }
    }

    var isInterruptedWindow: Bool {
        if case .interruptedWindow = self { true } else { false }
    }

    /// Whether it is about where the data of a copy is from.
    var isOrigin: Bool {
        switch self {
        case .origin, .image: true
        case .name, .key, .adminState, .setting, .ipPool, .performance, .snapshotPolicy, .accessList, .authentication,
            .accessControlMode, .addStorageInstance, .addVolume, .removePart, .metadata, .protection,
            .interruptedWindow,
            .record:
            false
        }
    }

    /// Whether data goes with it.
    var isRemoval: Bool { !removedVolumes.isEmpty }

    /// The volumes that go, with their sizes.
    var removedVolumes: [VolumePath: Gibibytes] {
        if case .removePart(_, let volumes, _) = self { volumes } else { [:] }
    }

    /// Whether a marker's hash can tell it: a new CHAP version leaves no trace that can be read back.
    ///
    /// - Parameter mask: of the marker.
    func isVisible(under mask: FieldGroups) -> Bool {
        switch self {
        case .authentication(_, let change): change.reason == .setting
        case .metadata: mask.contains(.metadata)
        case .accessControlMode, .key, .protection, .record, .origin, .image: false
        case .name, .adminState, .interruptedWindow, .setting, .ipPool, .performance,
            .snapshotPolicy, .accessList, .addStorageInstance, .addVolume, .removePart:
            true
        }
    }
}

/// One limit of a performance policy.
package struct QoSChange: Sendable, Equatable {
    package var field: QoSField
    package var from: Limit
    package var to: Declared<Limit>
    /// How a per-GiB rate led to it.
    package var derivation: String?
}

package enum SnapshotPolicyChange: Sendable, Equatable {
    case add(SnapshotPolicy)
    case change(from: SnapshotPolicy, to: SnapshotPolicy)
    case remove(SnapshotPolicy)
}

/// The ACL of a storage instance before and after.
package struct AccessListChange: Sendable, Equatable {
    package var addedInitiators: [InitiatorName]
    package var removedInitiators: [InitiatorName]
    package var addedGroups: [String]
    package var removedGroups: [String]
    /// The entries that go because they refer to objects of other tenants.
    package var foreign: [ForeignReference]
    /// The whole lists afterwards: the DSP replaces both.
    package var initiators: Set<InitiatorName>
    package var groups: Set<String>
    /// Logged in right now and not allowed afterwards.
    package var cutOff: [InitiatorName]
    package var location: SourceLocation?
}

/// A storage instance that allows all and should allow only those that its list names.
package struct AccessModeChange: Sendable, Equatable {
    package var from: AccessControlMode
    package var to: AccessControlMode
    /// Logged in right now and not allowed afterwards.
    package var cutOff: [InitiatorName]
    package var location: SourceLocation?
    package var via: String?
}

/// CHAP of a storage instance before and after.
package struct AuthenticationChange: Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        /// Type or user differs.
        case setting
        /// Type and user are as desired; the declared version says that the password is new.
        case rotation
    }

    package var from: ObservedAuthentication
    package var to: CHAPSetting
    package var reason: Reason
    /// As declared; nil where CHAP goes away.
    package var version: Int?
    package var connected: [InitiatorName]
    package var location: SourceLocation?

    /// Adding CHAP where no initiator is logged in does no harm; removing or rotating it may.
    package var isDisruptive: Bool { from != .none || !connected.isEmpty }

    /// Why its step is taken.
    var stepReason: String {
        switch reason {
        case .setting: to == .none ? "the manifest no longer has CHAP" : "CHAP type or user differs"
        case .rotation: "CHAP password version \(version ?? DesiredCHAP.firstVersion)"
        }
    }
}
