/// Finds what uses a block device: partitions, maps on top of it, mounts and swap, up to the last.
struct DeviceUses {
    private static let blocks = "/sys/block"
    /// A chain of devices on devices; longer ones end here.
    private static let longest = 16

    private let files: any HostFiles
    /// Places of mounts by `major:minor`.
    private let mounts: [String: [String]]
    /// Names of nodes, and `mapper/NAME`.
    private let swaps: Set<String>

    init(_ files: any HostFiles) {
        self.files = files
        var mounts: [String: [String]] = [:]
        // The third field is the device, the fifth the place (proc(5)).
        for line in (files.text("/proc/self/mountinfo") ?? "").split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 4 else { continue }
            mounts[String(fields[2]), default: []].append(Self.unescaped(fields[4]))
            // btrfs and others show a device number of their own; the source tells then.
            guard let dash = fields.firstIndex(of: "-"), fields.count > dash + 2, fields[dash + 2].hasPrefix("/dev/")
            else { continue }
            mounts[String(fields[dash + 2].dropFirst("/dev/".count)), default: []].append(Self.unescaped(fields[4]))
        }
        self.mounts = mounts
        swaps = Set(
            (files.text("/proc/swaps") ?? "").split(separator: "\n").dropFirst().compactMap { line in
                line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first
                    .flatMap { $0.hasPrefix("/dev/") ? String($0.dropFirst("/dev/".count)) : nil }
            })
    }

    /// Every chain that begins at a disk or a map. A multipath map on a disk is what the disk is for, and no use.
    func chains(of node: String) -> [DeviceUse] {
        chains(of: node, at: "\(Self.blocks)/\(node)", before: []).map(DeviceUse.init)
    }

    private func chains(of node: String, at folder: String, before: [String]) -> [[String]] {
        guard before.count < Self.longest else { return [before] }
        let name = files.text("\(folder)/dm/name")
        var found = ends(of: node, name, files.text("\(folder)/dev")).map { before + [$0] }
        for holder in files.list("\(folder)/holders") {
            let place = "\(Self.blocks)/\(holder)"
            let uuid = files.text("\(place)/dm/uuid") ?? ""
            // Only straight on a disk: a map on a map is a use.
            if uuid.hasPrefix("mpath-"), name == nil { continue }
            found += above(holder, at: place, before + [Self.shown(holder, files.text("\(place)/dm/name"), uuid)])
        }
        for part in files.list(folder) where part.hasPrefix(node) && part != node {
            let place = "\(folder)/\(part)"
            // An entry that is no device, of a kind that no kernel has today.
            guard files.text("\(place)/dev") != nil else { continue }
            found += chains(of: part, at: place, before: before + ["partition \(part)"])
        }
        return found
    }

    /// The chains that begin at a holder; the holder itself where nothing is on top of it.
    private func above(_ node: String, at folder: String, _ before: [String]) -> [[String]] {
        let chains = chains(of: node, at: folder, before: before)
        return chains.isEmpty ? [before] : chains
    }

    private func ends(of node: String, _ name: String?, _ device: String?) -> [String] {
        let names = [node] + (name.map { ["mapper/\($0)"] } ?? [])
        let places = (names + (device.map { [$0] } ?? [])).flatMap { mounts[$0] ?? [] }
        var ends: [String] = []
        for place in places where !ends.contains("mounted on \(place)") { ends.append("mounted on \(place)") }
        return ends + (names.contains(where: swaps.contains) ? ["used as swap"] : [])
    }

    private static func shown(_ node: String, _ name: String?, _ uuid: String) -> String {
        let kinds = ["LVM-": "LVM", "CRYPT-": "crypt", "part": "partition", "mpath-": "multipath"]
        let kind = kinds.first { uuid.hasPrefix($0.key) }?.value ?? "device"
        return name.map { "\(kind) \($0) (\(node))" } ?? "\(kind) \(node)"
    }

    /// A blank in a path is written as `\040` there.
    private static func unescaped(_ text: Substring) -> String {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            guard byte == UInt8(ascii: "\\"), digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            else {
                result.append(byte)
                continue
            }
            result.append(value)
            rest = rest.dropFirst(3)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
