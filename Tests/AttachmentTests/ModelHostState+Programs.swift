import StorageModel

@testable import Attachment

/// The programs of a modelled host.
extension ModelHostState {
    mutating func run(_ command: HostCommand) -> CommandResult {
        let arguments = command.arguments
        for target in targets.values {
            if let password = target.password, command.description.contains(password) {
                violations.append("a secret is an argument: \(command)")
            }
        }
        let code: Int32
        switch (command.program, arguments.first, arguments.last) {
        case ("iscsiadm", _, _): code = iscsiadm(arguments)
        case ("multipath", "-a", _), ("multipath", "-v3", _), ("udevadm", "settle", _): code = 0
        case ("multipath", "-f", let name?): code = flush(name)
        case ("multipathd", "disablequeueing", _): code = 0
        case ("multipathd", "add", let name?): code = add(name)
        case ("multipathd", "resize", let name?): code = resize(name)
        case ("dmsetup", "remove", let name?): code = flush(name)
        case ("dd", let source?, _): code = maps.keys.contains { source == "if=/dev/mapper/\($0)" } ? 0 : 1
        default:
            violations.append("unknown: \(command)")
            code = 127
        }
        return CommandResult(.exited(code), output: code == 0 ? Array("ok\n".utf8) : [])
    }

    private mutating func iscsiadm(_ arguments: [String]) -> Int32 {
        let forbidden: Set = ["discovery", "discoverydb", "-R", "--rescan", "update", "-v", "fw"]
        if !forbidden.isDisjoint(with: arguments) { violations.append("iscsiadm \(arguments)") }
        if arguments.starts(with: ["-m", "session", "-r"]), arguments.last == "--logout" {
            return logOut(Int(arguments[3]) ?? 0)
        }
        guard arguments.count > 6, arguments.starts(with: ["-m", "node", "-T"]), arguments[4] == "-p" else {
            violations.append("iscsiadm \(arguments)")
            return 7
        }
        let target = TargetPortal(iqn: arguments[3], portal: Portal(text: arguments[5]))
        if target.portal.description != arguments[5] { violations.append("portal \(arguments[5])") }
        let path = Self.recordPath(target)
        switch Array(arguments[6...]) {
        case ["-o", "new"]:
            files[path] = "# BEGIN RECORD 2.1.8\nnode.name = \(target.iqn)\nnode.startup = automatic\n# END RECORD\n"
            return 0
        case ["-o", "delete"]:
            let found = files.keys.filter { $0 == path || $0.hasPrefix(path + ",") }
            for file in found { files[file] = nil }
            return found.isEmpty ? 21 : 0
        case ["--login"]: return logIn(target)
        default:
            violations.append("iscsiadm \(arguments)")
            return 7
        }
    }

    static func recordPath(_ target: TargetPortal) -> String {
        "/etc/iscsi/nodes/\(target.iqn)/\(target.portal.address),\(target.portal.port)"
    }

    private mutating func logIn(_ target: TargetPortal) -> Int32 {
        let path = Self.recordPath(target)
        guard let record = files.first(where: { $0.key == path || $0.key.hasPrefix(path + ",") })?.value else {
            return 21
        }
        if sessions.values.contains(where: { $0.target == target }) { return 15 }
        guard record.contains("node.session.scan = manual"), record.contains("node.startup = manual") else {
            violations.append("login with a record that is not ready: \(target)")
            return 0
        }
        guard let real = targets[target.iqn], real.exists, real.portals[target.portal] == true else { return 8 }
        if let password = real.password, !record.contains("node.session.auth.password = \(password)\n") { return 24 }
        sessions[next()] = Session(target: target)
        return 0
    }

    private mutating func logOut(_ id: Int) -> Int32 {
        guard sessions[id] != nil else { return 21 }
        let names = devices.filter { $0.session == id }.map(\.name)
        if maps.values.contains(where: { $0.paths.contains(where: names.contains) }) {
            violations.append("logged out of session \(id), whose device is held")
        }
        devices.removeAll { $0.session == id }
        sessions[id] = nil
        return 0
    }

    private mutating func flush(_ name: String) -> Int32 {
        guard let map = maps[name] else { return 1 }
        guard map.mount == nil, extra["/sys/block/\(map.node)/holders/dm-90"] == nil else { return 1 }
        maps[name] = nil
        return 0
    }

    private mutating func add(_ name: String) -> Int32 {
        guard let device = devices.first(where: { $0.name == name }) else { return 1 }
        let wwid = device.disk.wwid
        // A path of another size is refused, as multipathd does it.
        if let map = maps[wwid], map.disk.bytes != device.disk.bytes { return 1 }
        if maps[wwid] == nil { maps[wwid] = Map(node: "dm-\(next())", disk: device.disk, paths: []) }
        if maps[wwid]?.paths.contains(name) == false { maps[wwid]?.paths.append(name) }
        return 0
    }

    private mutating func resize(_ name: String) -> Int32 {
        guard let map = maps[name] else { return 1 }
        let sizes = Set(devices.filter { map.paths.contains($0.name) }.map(\.disk.bytes))
        guard sizes.count == 1, let bytes = sizes.first else { return 1 }
        maps[name]?.disk.bytes = bytes
        return 0
    }
}
