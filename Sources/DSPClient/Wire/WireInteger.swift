/// An integer however it is spelt: 20, 20.0 or "20". The schema says "number" for sizes, and clients exchange strings
/// (dsp-api.md 2.5). A fraction is cut off, so that a volume never looks larger than it is.
struct WireInteger: Decodable, Sendable, Hashable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let integer = try? container.decode(Int.self) {
            value = integer
            return
        }
        let number = try? container.decode(Double.self)
        let text = number == nil ? try container.decode(String.self) : ""
        guard let number = number ?? Double(text), let integer = Int(exactly: number.rounded(.towardZero)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no integer")
        }
        value = integer
    }
}
