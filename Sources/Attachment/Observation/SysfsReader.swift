/// Reads the kernel's view of sessions, disks and maps. Starts no program and waits for nothing.
///
/// What goes while it is read is left out, as if it had gone before.
struct SysfsReader {
    private static let sessionClass = "/sys/class/iscsi_session"
    private static let connectionClass = "/sys/class/iscsi_connection"
    private static let blocks = "/sys/block"
    private static let multipathPrefix = "mpath-"
    /// Bytes of a sector, in which sysfs counts whatever the device has.
    private static let sector = 512

    private let files: any HostFiles
    private let uses: DeviceUses

    init(_ files: any HostFiles) {
        self.files = files
        uses = DeviceUses(files)
    }

    func sessions() -> [ObservedSession] {
        files.list(Self.sessionClass).compactMap(session).sorted { $0.id < $1.id }
    }

    private func session(_ name: String) -> ObservedSession? {
        let folder = "\(Self.sessionClass)/\(name)"
        // The class entry is a link into the device tree: …/host2/session1/iscsi_session/session1.
        guard let id = number(name, after: "session"), let iqn = files.text("\(folder)/targetname"),
            let link = try? files.target(ofLink: folder),
            let host = link.split(separator: "/").lazy.compactMap({ number(String($0), after: "host") }).first,
            let portal = portal(ofSession: id)
        else { return nil }
        return ObservedSession(
            id: id, host: host, target: TargetPortal(iqn: iqn, portal: portal),
            interface: files.text("\(folder)/ifacename") ?? "default",
            isLoggedIn: files.text("\(folder)/state") == "LOGGED_IN")
    }

    /// The address that the session was made for, which a redirected login does not change.
    private func portal(ofSession id: Int) -> Portal? {
        let folder = "\(Self.connectionClass)/connection\(id):0"
        guard let address = files.text("\(folder)/persistent_address"),
            let port = files.text("\(folder)/persistent_port").flatMap({ Int($0) })
        else { return nil }
        let bare = address.hasPrefix("[") && address.hasSuffix("]") ? String(address.dropFirst().dropLast()) : address
        return Portal(address: bare, port: port)
    }

    func devices(of session: ObservedSession) -> [ObservedDevice] {
        let folder = Self.folder(ofSession: session.id)
        return files.list(folder).filter { $0.hasPrefix("target") }.flatMap { target in
            files.list("\(folder)/\(target)").compactMap { place -> ObservedDevice? in
                let parts = place.split(separator: ":", omittingEmptySubsequences: false)
                guard parts.count == 4, let lun = Int(parts[3]) else { return nil }
                return device(place, at: "\(folder)/\(target)/\(place)", lun: lun, of: session)
            }
        }
    }

    static func folder(ofSession id: Int) -> String { "\(sessionClass)/session\(id)/device" }

    /// Where the attributes of a SCSI device are.
    static func folder(of device: ObservedDevice) -> String {
        let target = device.place.split(separator: ":").dropLast().joined(separator: ":")
        return "\(folder(ofSession: device.session))/target\(target)/\(device.place)"
    }

    private func device(
        _ place: String, at folder: String, lun: Int, of session: ObservedSession
    ) -> ObservedDevice {
        let name = files.list("\(folder)/block").first
        return ObservedDevice(
            session: session.id, unit: UnitAddress(iqn: session.target.iqn, lun: lun), place: place, name: name,
            bytes: name.map(bytes) ?? 0, wwid: files.text("\(folder)/wwid").flatMap(WWID.ofMultipath),
            isRunning: files.text("\(folder)/state") == "running", uses: name.map { uses.chains(of: $0) } ?? [])
    }

    func maps() -> [ObservedMap] {
        files.list(Self.blocks).filter { $0.hasPrefix("dm-") }.compactMap { node in
            let folder = "\(Self.blocks)/\(node)"
            guard let uuid = files.text("\(folder)/dm/uuid"), uuid.hasPrefix(Self.multipathPrefix),
                let name = files.text("\(folder)/dm/name")
            else { return nil }
            return ObservedMap(
                name: name, wwid: String(uuid.dropFirst(Self.multipathPrefix.count)),
                paths: files.list("\(folder)/slaves"), bytes: bytes(of: node), uses: uses.chains(of: node))
        }
    }

    private func bytes(of node: String) -> Int {
        let count = files.text("\(Self.blocks)/\(node)/size").flatMap { Int($0) } ?? 0
        let (bytes, overflow) = count.multipliedReportingOverflow(by: Self.sector)
        return overflow ? Int.max : bytes
    }

    private func number(_ text: String, after prefix: String) -> Int? {
        text.hasPrefix(prefix) ? Int(text.dropFirst(prefix.count)) : nil
    }
}

/// The worldwide name of a SCSI device, in the two ways in which it is written.
enum WWID {
    /// As multipath and udev write it, of what sysfs has: `naa.6001…` is `36001…`.
    ///
    /// The digit is the type of the designator (SPC-4, 7.8.6).
    static func ofMultipath(_ text: String) -> String? {
        let types = ["naa.": "3", "eui.": "2", "t10.": "1"]
        guard let (prefix, digit) = types.first(where: { text.hasPrefix($0.key) }) else { return nil }
        let rest = text.dropFirst(prefix.count)
        guard !rest.isEmpty else { return nil }
        // A T10 name has blanks in it, which udev makes underscores: one for a run of them.
        let words = rest.split(separator: " ", omittingEmptySubsequences: true)
        return digit + words.joined(separator: "_")
    }
}
