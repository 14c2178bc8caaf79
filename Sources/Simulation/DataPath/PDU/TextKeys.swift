/// The keys and values in the data of login and text PDUs, in their order. `TargetAddress` may come more than once.
struct TextKeys: Sendable, Equatable {
    struct Pair: Sendable, Equatable {
        var key: String
        var value: String
    }

    var pairs: [Pair]

    init(_ pairs: [(String, String)] = []) { self.pairs = pairs.map { Pair(key: $0.0, value: $0.1) } }

    /// What has no equals sign is no pair and is left out.
    init(parsing data: [UInt8]) {
        pairs = data.split(separator: 0).compactMap { line in
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            return Pair(
                key: String(decoding: line[..<equals], as: UTF8.self),
                value: String(decoding: line[(equals + 1)...], as: UTF8.self))
        }
    }

    /// The first value of a key.
    subscript(key: String) -> String? { pairs.first { $0.key == key }?.value }

    mutating func replace(_ key: String, by change: (String) -> String) {
        for index in pairs.indices where pairs[index].key == key { pairs[index].value = change(pairs[index].value) }
    }

    var encoded: [UInt8] { pairs.flatMap { Array("\($0.key)=\($0.value)".utf8) + [0] } }
}
