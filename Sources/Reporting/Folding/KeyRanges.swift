/// Addresses in the order in which a person counts, consecutive numbers as a range: `volume/vol-001 … vol-300`.
struct KeyRanges {
    /// As many ranges are shown; the addresses in the others are counted.
    private static let shown = 8

    let text: String

    /// - Parameter addresses: of one kind, `volume/vol-001`; any other ones are listed.
    init(_ addresses: [String]) {
        let keys = addresses.map(Key.init).sorted()
        var ranges: [(first: Key, last: Key, count: Int)] = []
        for key in keys {
            if let range = ranges.last, range.last.isFollowed(by: key) {
                ranges[ranges.count - 1] = (range.first, key, range.count + 1)
            } else {
                ranges.append((key, key, 1))
            }
        }
        let parts = ranges.prefix(Self.shown).map { range in
            switch range.count {
            case 1: range.first.address
            case 2: "\(range.first.address), \(range.last.withoutKind)"
            default: "\(range.first.address) … \(range.last.withoutKind)"
            }
        }
        let hidden = ranges.dropFirst(Self.shown).reduce(0) { $0 + $1.count }
        text = parts.joined(separator: ", ") + (hidden > 0 ? " and \(hidden) more" : "")
    }

    /// An address around the last number in it.
    private struct Key: Comparable {
        var address: String
        private var before: Substring
        private var digits: Substring
        private var after: Substring

        init(_ address: String) {
            self.address = address
            let isDigit = { (character: Character) in character.isASCII && character.isNumber }
            let end = address.lastIndex(where: isDigit).map { address.index(after: $0) } ?? address.endIndex
            let start =
                address[..<end].lastIndex { !isDigit($0) }.map { address.index(after: $0) } ?? address.startIndex
            before = address[..<start]
            digits = address[start..<end]
            after = address[end...]
        }

        var withoutKind: Substring {
            address.firstIndex(of: "/").map { address[address.index(after: $0)...] } ?? address[...]
        }

        func isFollowed(by other: Key) -> Bool {
            guard before == other.before, after == other.after, let own = Int(digits), let next = Int(other.digits)
            else { return false }
            // 9 and 10, or 009 and 010, but not 9 and 010.
            let isPadded = digits.hasPrefix("0") || other.digits.hasPrefix("0")
            return next == own &+ 1 && (!isPadded || digits.count == other.digits.count)
        }

        static func < (left: Key, right: Key) -> Bool {
            if left.before != right.before { return left.before < right.before }
            if let own = Int(left.digits), let other = Int(right.digits), own != other { return own < other }
            return left.address < right.address
        }
    }
}

/// `300 volumes`: how many resources of the kind that addresses begin with.
struct ResourceCount {
    let text: String

    init(_ kind: String, _ count: Int) { text = kind.replacing("_", with: " ").counted(count) }
}
