import StorageModel

/// Makes keys of names: unique, of the letters that a key may have, and short enough for a marker.
struct ExportNames {
    private let limit: Int
    private var taken: Set<String> = []

    /// - Parameter limit: how long a name may be; that of a marker's key unless said otherwise.
    init(limit: Int = Marker.maximumIDLength) { self.limit = limit }

    /// Takes a key that is given, for instance by a marker.
    mutating func reserve(_ key: String) { taken.insert(key) }

    mutating func key(for name: String) -> String {
        let base = sanitized(name)
        guard !taken.insert(base).inserted else { return base }
        var number = 2
        while true {
            let suffix = "-\(number)"
            let candidate = String(base.prefix(limit - suffix.count)) + suffix
            if taken.insert(candidate).inserted { return candidate }
            number += 1
        }
    }

    /// Cinder puts what a person called a volume between `OS-` and the uuid; that is the better key (dsp-api.md section 5).
    static func readable(_ name: String) -> String {
        guard case .openStack(_, let display?) = NamingConvention(name: name) else { return name }
        return display
    }

    private func sanitized(_ name: String) -> String {
        let letters = name.utf8.map { byte -> Character in
            Self.isAllowed(byte) ? Character(UnicodeScalar(byte)) : "-"
        }
        var key = String(letters)
        let starts = key.utf8.first.map { !Self.isDigit($0) && $0 != UInt8(ascii: "-") } ?? false
        if !starts { key = "v-" + key }
        return String(key.prefix(limit))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }
}
