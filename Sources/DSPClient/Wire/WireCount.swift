/// How many elements a list has, of which nothing else is of interest. An object counts its keys: API v2 writes
/// collections so (dsp-api.md section 2).
struct WireCount: Decodable, Sendable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let list = try? container.decode([Element].self) {
            value = list.count
        } else {
            value = try container.decode([String: Element].self).count
        }
    }

    private struct Element: Decodable {
        init(from decoder: any Decoder) {}
    }
}
