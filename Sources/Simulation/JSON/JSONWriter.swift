/// Writes JSON text without white space and without escaping slashes.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Canonical text: the keys of every object in code-unit order.
    private let sortsKeys: Bool

    private init(sortsKeys: Bool) { self.sortsKeys = sortsKeys }

    static func encoded(_ value: JSONValue, sortingKeys: Bool = false) -> [UInt8] {
        var writer = JSONWriter(sortsKeys: sortingKeys)
        writer.write(value)
        return writer.bytes
    }

    private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func write(_ value: JSONValue) {
        switch value {
        case .null: write("null")
        case .bool(let flag): write(flag ? "true" : "false")
        case .int(let number): write(String(number))
        case .double(let number): write(Int(exactly: number).map { String($0) } ?? String(number))
        case .string(let text): write(quoted: text)
        case .array(let elements): write(elements)
        case .object(let members): write(members)
        }
    }

    private mutating func write(_ elements: [JSONValue]) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: JSONObject) {
        bytes.append(UInt8(ascii: "{"))
        if sortsKeys {
            write(members: members.sorted { $0.0 < $1.0 })
        } else {
            write(members: members)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func write(members: some Sequence<(String, JSONValue)>) {
        var isFirst = true
        for (key, value) in members {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(quoted: key)
            bytes.append(UInt8(ascii: ":"))
            write(value)
        }
    }

    private mutating func write(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                write("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
