import Attachment

/// The IPv4 subnets that this machine is directly connected to, as /proc/net/route shows them.
struct NetworkTable {
    struct Subnet: Equatable {
        /// `10.0.2.0/24`
        var text: String
        /// Names, sorted.
        var interfaces: [String]
    }

    private let subnets: [Subnet]

    /// One line for each route: interface, destination, gateway, flags, …, mask in the eighth column; addresses are hex
    /// digits in the byte order of the machine, which is little endian on all that this runs on.
    init(_ files: any HostFiles) {
        var interfaces: [String: Set<String>] = [:]
        for line in (files.text("/proc/net/route") ?? "").split(separator: "\n").dropFirst() {
            let fields = line.split(whereSeparator: { $0 == "\t" || $0 == " " }).map(String.init)
            guard fields.count >= 8, fields[0] != "lo", fields[2] == "00000000",
                let destination = UInt32(fields[1], radix: 16), let mask = UInt32(fields[7], radix: 16),
                destination != 0, mask != 0, mask != .max
            else { continue }
            let bytes = (0..<4).map { "\((destination >> ($0 * 8)) & 0xFF)" }.joined(separator: ".")
            interfaces["\(bytes)/\(mask.nonzeroBitCount)", default: []].insert(fields[0])
        }
        subnets = interfaces.map { Subnet(text: $0.key, interfaces: $0.value.sorted()) }
            .sorted { $0.text < $1.text }
    }

    /// Those in which this machine has more than one card.
    var sharedSubnets: [Subnet] { subnets.filter { $0.interfaces.count > 1 } }
}
