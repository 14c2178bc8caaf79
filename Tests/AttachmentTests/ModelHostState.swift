import StorageModel

@testable import Attachment

/// What a modelled host and the targets that it sees have.
struct ModelHostState: Sendable {
    struct Target: Sendable {
        var portals: [Portal: Bool] = [:]
        var units: [Int: Disk] = [:]
        var password: String?
        var exists = true
    }
    struct Disk: Sendable, Equatable {
        var wwid: String
        var bytes: Int
    }
    struct Session: Sendable {
        var target: TargetPortal
        var isLoggedIn = true
    }
    struct Device: Sendable {
        var session: Int
        var lun: Int
        var name: String
        /// As the kernel has read it last.
        var disk: Disk
    }
    struct Map: Sendable {
        var node: String
        var disk: Disk
        var paths: [String]
        var mount: String?
    }

    /// Changes with everything that files show.
    var version = 0
    var targets: [String: Target] = [:]
    var sessions: [Int: Session] = [:]
    var devices: [Device] = []
    /// By name, which is the WWID.
    var maps: [String: Map] = [:]
    var files: [String: String] = ModelHostState.readyHost
    /// Files that only show something, such as what is on top of a disk.
    var extra: [String: String] = [:]
    var isLocked = false
    var commands: [HostCommand] = []
    var writes: [String] = []
    var violations: [String] = []
    private var last = 0

    static let initiator = "iqn.1993-08.org.debian:01:host-a"
    static let readyHost = [
        "/etc/iscsi/initiatorname.iscsi": "## made at install\nInitiatorName=\(initiator)\n",
        "/sys/module/iscsi_tcp/refcnt": "1",
        "/proc/net/unix": "ffff: 00000002 00000000 00010000 0001 01 17 @ISCSIADM_ABSTRACT_NAMESPACE\n"
            + "ffff: 00000002 00000000 00010000 0001 01 18 @/org/kernel/linux/storage/multipathd\n",
    ]

    mutating func next() -> Int {
        last += 1
        return last
    }

    // MARK: What the files show

    var links: [String: String] {
        Dictionary(
            uniqueKeysWithValues: sessions.keys.map { id in
                (
                    "/sys/class/iscsi_session/session\(id)",
                    "../../devices/platform/host\(id + 100)/session\(id)/iscsi_session/session\(id)"
                )
            })
    }

    var tree: [String: String] {
        var tree = files.merging(extra) { $1 }
        for (id, session) in sessions {
            let folder = "/sys/class/iscsi_session/session\(id)"
            tree["\(folder)/targetname"] = session.target.iqn + "\n"
            tree["\(folder)/state"] = session.isLoggedIn ? "LOGGED_IN\n" : "FAILED\n"
            tree["\(folder)/ifacename"] = "default\n"
            tree["/sys/class/iscsi_connection/connection\(id):0/persistent_address"] = session.target.portal.address
            tree["/sys/class/iscsi_connection/connection\(id):0/persistent_port"] = "\(session.target.portal.port)\n"
        }
        for device in devices {
            let folder = Self.folder(device)
            tree["\(folder)/wwid"] = "naa.\(device.disk.wwid.dropFirst())\n"
            tree["\(folder)/state"] = sessions[device.session]?.isLoggedIn == true ? "running\n" : "transport-offline\n"
            tree["\(folder)/block/\(device.name)/size"] = "\(device.disk.bytes / 512)\n"
            tree["/sys/block/\(device.name)/size"] = "\(device.disk.bytes / 512)\n"
            tree["/sys/block/\(device.name)/dev"] = "8:\(device.session)\n"
        }
        var mounts = ""
        for (name, map) in maps {
            let folder = "/sys/block/\(map.node)"
            tree["\(folder)/dm/name"] = name + "\n"
            tree["\(folder)/dm/uuid"] = "mpath-\(map.disk.wwid)\n"
            tree["\(folder)/size"] = "\(map.disk.bytes / 512)\n"
            tree["\(folder)/dev"] = "254:\(map.node.dropFirst(3))\n"
            for path in map.paths {
                tree["\(folder)/slaves/\(path)"] = ""
                tree["/sys/block/\(path)/holders/\(map.node)"] = ""
            }
            if let mount = map.mount {
                mounts += "36 35 254:\(map.node.dropFirst(3)) / \(mount) rw - ext4 /dev/mapper/\(name) rw\n"
            }
        }
        tree["/proc/self/mountinfo"] = mounts + (extra["/proc/self/mountinfo"] ?? "")
        return tree
    }

    static func folder(_ device: Device) -> String {
        let host = device.session + 100
        return "/sys/class/iscsi_session/session\(device.session)/device/target\(host):0:0/\(host):0:0:\(device.lun)"
    }

    // MARK: What writes to sysfs do

    mutating func write(_ text: String, to path: String) -> Bool {
        if path.hasPrefix("/sys/class/scsi_host/host"), path.hasSuffix("/scan") {
            guard let host = Int(path.split(separator: "/")[3].dropFirst(4)), let session = sessions[host - 100],
                let lun = text.split(separator: " ").last.flatMap({ Int($0) }), text.split(separator: " ").count == 3
            else {
                violations.append("scan \(path) \(text)")
                return false
            }
            let isThere = devices.contains { $0.session == host - 100 && $0.lun == lun }
            guard session.isLoggedIn, !isThere, let disk = disk(session.target.iqn, lun) else { return true }
            devices.append(Device(session: host - 100, lun: lun, name: "sd\(letter(next()))", disk: disk))
            return true
        }
        guard let index = devices.firstIndex(where: { path.hasPrefix(Self.folder($0) + "/") }) else { return false }
        let device = devices[index]
        guard let session = sessions[device.session] else { return false }
        if path.hasSuffix("/rescan") {
            if session.isLoggedIn, let disk = disk(session.target.iqn, device.lun) { devices[index].disk = disk }
            return true
        }
        guard path.hasSuffix("/delete") else { return false }
        if maps.values.contains(where: { $0.paths.contains(device.name) }) {
            violations.append("deleted \(device.name)")
        }
        devices.remove(at: index)
        return true
    }

    func disk(_ iqn: String, _ lun: Int) -> Disk? {
        guard let target = targets[iqn], target.exists else { return nil }
        return target.units[lun]
    }

    private func letter(_ number: Int) -> String {
        number <= 26 ? "\(Character(Unicode.Scalar(UInt8(96 + number))))" : "z\(letter(number - 26))"
    }
}
