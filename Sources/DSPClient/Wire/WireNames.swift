/// The names of an app instance and its parts, read from an answer that cannot be read as a whole.
struct WireNames: JSONReadable {
    private var name: String?
    private var storageInstances: [WireNames]?
    private var volumes: [WireNames]?

    private enum Key: String, CaseIterable {
        case name, volumes
        case storageInstances = "storage_instances"
    }

    private static let keys = JSONKeys<Key>()

    /// What is of another kind than usual is passed over.
    init(from reader: inout JSONReader) throws(JSONReadingError) {
        guard reader.peek() == UInt8(ascii: "{") else {
            try reader.skip()
            return
        }
        _ = try reader.enterObject()
        while let key = try reader.next(Self.keys) {
            switch (key, reader.peek()) {
            case (.name, UInt8(ascii: "\"")): name = try String(from: &reader)
            case (.volumes, UInt8(ascii: "[")): volumes = try [WireNames](from: &reader)
            case (.storageInstances, UInt8(ascii: "[")): storageInstances = try [WireNames](from: &reader)
            case (.name, _), (.volumes, _), (.storageInstances, _): try reader.skip()
            }
        }
    }

    /// `app instance ledger, storage-1/volume-1`, for an error that is about a value below one that has a name; nil for any
    /// other.
    static func place(of error: JSONReadingError, in body: [UInt8]) -> String? {
        let path = JSONPath(to: error.offset, in: body).parts
        guard path.first == .member("data") else { return nil }
        var rest = path.dropFirst()
        var current: WireNames?
        if case .element(let index)? = rest.first {
            let list = (try? JSON.decode(WireEnvelope<[WireNames]>.self, from: body))?.data ?? []
            current = list.indices.contains(index) ? list[index] : nil
            rest = rest.dropFirst()
        } else {
            current = (try? JSON.decode(WireEnvelope<WireNames>.self, from: body))?.data
        }
        guard let object = current, let name = object.name else { return nil }
        // Only app instances have storage instances; other objects are told by the request.
        var text = object.storageInstances == nil ? name : "app instance \(name)"
        var separator = ", "
        while case .member(let key)? = rest.popFirst(), case .element(let index)? = rest.popFirst() {
            let parts = key == "volumes" ? current?.volumes : current?.storageInstances
            guard let parts, parts.indices.contains(index), let name = parts[index].name else { break }
            text += separator + name
            separator = "/"
            current = parts[index]
        }
        return text
    }
}
