// JSON decoding.
import FoundationEssentials

/// The volume types of `openstack volume type list --long -f json`.
package struct CinderTypeList: Sendable {
    package let types: [CinderVolumeType]

    package init(_ types: [CinderVolumeType]) { self.types = types }

    /// Keys that are not known are passed over: clients of other versions print others.
    package init(json bytes: [UInt8]) throws(CinderTypeProblem) {
        let value: JSONTerm
        do { value = try JSONDecoder().decode(JSONTerm.self, from: Data(bytes)) } catch { throw .notJSON }
        guard case .list(let entries) = value else { throw .notAList }
        var types: [CinderVolumeType] = []
        for (index, entry) in entries.enumerated() {
            guard case .object(let members) = entry else { throw .entry(index + 1, "is not an object") }
            guard case .text(let name)? = members["Name"], !name.isEmpty else {
                throw .entry(index + 1, "has no `Name`")
            }
            guard !types.contains(where: { $0.name == name }) else { throw .sameName(name) }
            guard let specs = Self.specs(members["Properties"]) else {
                throw .entry(
                    index + 1, "(\(name)) has `Properties` that are neither an object nor a text such as a='b', c='d'")
            }
            types.append(
                CinderVolumeType(
                    name: name, specs: specs, isPublic: members["Is Public"]?.flag ?? true,
                    isEncrypted: Self.isEncryption(members["Encryption"])))
        }
        self.types = types
    }

    private static func specs(_ value: JSONTerm?) -> [String: String]? {
        switch value {
        case nil, .null: [:]
        case .object(let members): members.compactMapValues(\.scalar)
        case .text(let text): pairs(of: text)
        case .list, .flag, .number: nil
        }
    }

    /// As older clients print them: `DF:replica_count='2', volume_backend_name='datera'`.
    private static func pairs(of text: String) -> [String: String]? {
        var rest = text[...]
        var result: [String: String] = [:]
        while !rest.isEmpty {
            guard let sign = rest.firstRange(of: "='") else { return nil }
            let key = rest[..<sign.lowerBound]
            let tail = rest[sign.upperBound...]
            // A quote inside a value is not escaped: the end is one before a comma, or the last.
            let end = tail.firstRange(of: "', ")?.lowerBound ?? tail.lastIndex(of: "'")
            guard let end, tail[end...] == "'" || tail[end...].hasPrefix("', ") else { return nil }
            result[String(key)] = String(tail[..<end])
            rest = tail[end...].dropFirst(3)
        }
        return result
    }

    private static func isEncryption(_ value: JSONTerm?) -> Bool {
        switch value {
        case .object(let members): !members.isEmpty
        case .text(let text): !text.isEmpty && text != "-"
        case nil, .null, .list, .flag, .number: false
        }
    }
}

/// A JSON value, whatever it is.
private indirect enum JSONTerm: Decodable {
    case null
    case flag(Bool)
    case number(String)
    case text(String)
    case list([JSONTerm])
    case object([String: JSONTerm])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Int.self) {
            self = .number("\(value)")
        } else if let value = try? container.decode(Double.self) {
            self = .number("\(value)")
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONTerm].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONTerm].self))
        }
    }

    var flag: Bool? {
        if case .flag(let value) = self { value } else { nil }
    }

    /// As a text, as extra specs are.
    var scalar: String? {
        switch self {
        case .flag(let value): value ? "True" : "False"
        case .number(let value), .text(let value): value
        case .null, .list, .object: nil
        }
    }
}
