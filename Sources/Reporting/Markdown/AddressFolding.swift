/// Addresses in as few bytes as they can be read in: `volume/ a, b, scratch[1, 2, 3]`.
struct AddressFolding {
    /// One line for each kind of resource.
    let lines: [String]

    init(_ addresses: [String]) {
        var kinds: [(name: String, keys: [(name: String, members: [String])])] = []
        for address in addresses {
            let (kind, key, member) = Self.parts(of: address)
            if kinds.last?.name != kind { kinds.append((kind, [])) }
            let last = kinds.count - 1
            if let member, kinds[last].keys.last?.name == key, kinds[last].keys.last?.members.isEmpty == false {
                kinds[last].keys[kinds[last].keys.count - 1].members.append(member)
            } else {
                kinds[last].keys.append((key, member.map { [$0] } ?? []))
            }
        }
        lines = kinds.map { kind in
            "\(kind.name)/ "
                + kind.keys.map { $0.members.isEmpty ? $0.name : "\($0.name)[\($0.members.joined(separator: ", "))]" }
                .joined(separator: ", ")
        }
    }

    private static func parts(of address: String) -> (kind: String, key: String, member: String?) {
        guard let slash = address.firstIndex(of: "/") else { return ("", address, nil) }
        let kind = String(address[..<slash])
        let rest = address[address.index(after: slash)...]
        guard kind == "volume", rest.hasSuffix("]"), let bracket = rest.firstIndex(of: "[") else {
            return (kind, String(rest), nil)
        }
        return (kind, String(rest[..<bracket]), String(rest[rest.index(after: bracket)...].dropLast()))
    }
}
