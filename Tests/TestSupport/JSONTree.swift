// JSON decoding.
import FoundationEssentials

/// Any JSON, for tests that look at single values.
package enum JSONTree: Decodable, Equatable, Sendable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONTree].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONTree].self))
        }
    }

    package init(parsing bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
    }

    package var elements: [JSONTree] { if case .list(let list) = self { list } else { [] } }

    package subscript(key: String) -> JSONTree? {
        switch self {
        case .object(let members): members[key]
        case .list(let list): Int(key).flatMap { list.indices.contains($0) ? list[$0] : nil }
        case .null, .flag, .number, .text: nil
        }
    }

    /// The value at `storage_instances.0.volumes.0.size`.
    package subscript(path path: String) -> JSONTree? {
        path.split(separator: ".").reduce(Optional(self)) { $0?[String($1)] }
    }

    /// The value as a person writes it: `200`, `online`, `3 entries` for a list.
    package var text: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): number == number.rounded() ? "\(Int(number))" : "\(number)"
        case .text(let text): text
        case .list(let list): "\(list.count) entries"
        case .object: "{}"
        }
    }
}
