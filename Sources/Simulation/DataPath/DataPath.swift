import Synchronization

/// Serves the bytes of volumes over iSCSI: the data directory, the tgtd that serves it, and the proxy that initiators
/// talk to. Only the simulator calls it, from one request at a time.
final class DataPath: Sendable {
    // A class, since it owns a process, sockets and threads.
    private struct Served: Sendable {
        var data = ServedData()
        /// tgtd's numbers of the open targets, by IQN.
        var numbers: [String: Int] = [:]
        var lastNumber = 0
        /// Whether a step has failed, so that nobody knows what tgtd serves.
        var isUncertain = false
    }

    let directory: DataDirectory
    let daemon: TargetDaemon
    let proxy: PortalProxy
    private let served = Mutex(Served())

    /// Takes the directory, listens on the addresses and starts tgtd. Nothing is served yet.
    init(
        directory path: String, addresses: [String], tools: DataPathTools? = nil
    ) throws(DataPathFailure) {
        let tools = if let tools { tools } else { try DataPathTools() }
        let directory = try DataDirectory(path, tools)
        do throws(DataPathFailure) {
            (proxy, daemon) = try Self.started(in: directory, addresses)
        } catch {
            directory.release()
            throw error
        }
        self.directory = directory
        served.withLock { $0.data.files = directory.files() }
    }

    private static func started(
        in directory: DataDirectory, _ addresses: [String]
    ) throws(DataPathFailure) -> (PortalProxy, TargetDaemon) {
        let pair =
            try addresses.isEmpty
            ? PortalPair(preferring: earlierAddresses(in: directory)) : PortalPair(fixed: addresses)
        _ = SmallFile.write(pair.addresses.joined(separator: "\n") + "\n", to: directory.file("addresses"))
        do throws(DataPathFailure) {
            let daemon = try TargetDaemon(directory, address: pair.addresses[0], port: backendPort)
            return (try PortalProxy(pair, backend: (pair.addresses[0], backendPort)), daemon)
        } catch {
            for socket in pair.sockets { socket.close() }
            throw error
        }
    }

    /// tgtd's own port. On an address of which the proxy has port 3260, no other simulator has this one.
    private static let backendPort: UInt16 = 13_260

    private static func earlierAddresses(in directory: DataDirectory) -> [String] {
        (SmallFile.text(of: directory.file("addresses")) ?? "").split(separator: "\n").map { String($0) }
    }

    /// Brings what is served to what the state says. When this returns, clients see it.
    func serve(_ wanted: ServedData) throws(DataPathFailure) {
        var served = served.withLock { $0 }
        defer { self.served.withLock { $0 = served } }
        if served.isUncertain { try startAnew(&served) }
        let steps = served.data.steps(to: wanted)
        guard !steps.isEmpty || served.data != wanted else { return }
        served.isUncertain = true
        // New targets are admitted last and old ones are left first, so that a session is never on what changes.
        proxy.admit(wanted.targets.filter { served.data.targets[$0.key] != nil })
        for step in steps { try carryOut(step, &served) }
        proxy.admit(wanted.targets)
        served.data = wanted
        served.isUncertain = false
    }

    private func carryOut(_ step: ServingStep, _ served: inout Served) throws(DataPathFailure) {
        switch step {
        case .make(let name, let file):
            if file.origin == nil {
                try directory.make(name, file)
            } else {
                try proxy.whilePaused { () throws(DataPathFailure) in try directory.make(name, file) }
            }
        case .grow(let name, let bytes): try directory.grow(name, to: bytes)
        case .remove(let name): directory.remove(name)
        case .open(let target):
            served.lastNumber += 1
            served.numbers[target.iqn] = served.lastNumber
            try administer(TargetAdministration.open(target, as: served.lastNumber))
        case .close(let target):
            guard let number = served.numbers.removeValue(forKey: target.iqn) else { return }
            try administer(TargetAdministration.close(target, as: number))
        case .setCredentials(let target, let before):
            guard let number = served.numbers[target.iqn] else { return }
            try administer(
                TargetAdministration.forget(before) + TargetAdministration.credentials(of: target, as: number))
        case .attach(let lun, let target):
            guard let number = served.numbers[target.iqn] else { return }
            let file = directory.file(target.units[lun].file)
            try administer(TargetAdministration.attach(lun, of: target, as: number, file: file))
        case .detach(let lun, let target):
            guard let number = served.numbers[target.iqn] else { return }
            try administer(TargetAdministration.detach(lun, of: target, as: number))
        case .resize(let lun, let target):
            guard let number = served.numbers[target.iqn] else { return }
            let file = directory.file(target.units[lun].file)
            try administer(TargetAdministration.resize(lun, of: target, as: number, file: file))
        }
    }

    private func administer(_ commands: [TargetAdministration]) throws(DataPathFailure) {
        for command in commands { try daemon.administer(command.arguments, shown: command.shown) }
    }

    /// Closes all targets after a failure, so that the next steps begin from what is known.
    private func startAnew(_ served: inout Served) throws(DataPathFailure) {
        proxy.admit([:])
        let targets = try daemon.administer(["--mode", "target", "--op", "show"], shown: "target show")
        for line in targets.split(separator: "\n") where line.hasPrefix("Target ") {
            let number = line.dropFirst("Target ".count).prefix { $0 != ":" }
            try daemon.administer(
                ["--mode", "target", "--op", "delete", "--force", "--tid", "\(number)"],
                shown: "target delete \(number)")
        }
        let accounts = try daemon.administer(["--mode", "account", "--op", "show"], shown: "account show")
        for line in accounts.split(separator: "\n").dropFirst() {
            let name = "\(line.drop { $0 == " " })"
            try daemon.administer(
                ["--mode", "account", "--op", "delete", "--user", name], shown: "account delete \(name)")
        }
        served.numbers = [:]
        served.data = ServedData(files: directory.files(), targets: [:])
    }

    /// Ends all connections and tgtd, and lets another simulator have the directory.
    func end() {
        proxy.end()
        daemon.stop()
        directory.release()
    }

    /// What `GET /_sim/data` shows.
    var view: JSONValue {
        let served = served.withLock { $0.data }
        let connections = proxy.connections.filter { $0.record.isLoggedIn && !$0.isCut }
        let targets = served.targets.values.sorted { $0.iqn < $1.iqn }.map { target -> JSONValue in
            let units = target.units.enumerated().map { lun, unit -> JSONValue in
                [
                    "lun": .int(lun), "file": .string(directory.file(unit.file)), "bytes": .int(unit.bytes),
                    "serial": .string(unit.serial),
                ]
            }
            let sessions = connections.filter { $0.record.login?.target == target.iqn }.map { connection -> JSONValue in
                ["initiator": .string(connection.record.login?.initiator ?? ""), "portal": .string(connection.portal)]
            }
            return ["iqn": .string(target.iqn), "luns": .array(units), "sessions": .array(sessions)]
        }
        return [
            "directory": .string(directory.path), "addresses": .strings(proxy.addresses),
            "port": .int(Int(PortalPair.port)), "backend": .string(daemon.portal),
            "tgtd_pid": .int(Int(daemon.pid ?? 0)), "targets": .array(targets),
            "received_bytes": .int(proxy.received.load(ordering: .relaxed)),
        ]
    }
}
