/// The names of an app instance and its parts, read from an answer that cannot be read as a whole.
struct WireNames: Decodable {
    private var name: String?
    private var storageInstances: [WireNames]?
    private var volumes: [WireNames]?

    private enum CodingKeys: String, CodingKey {
        case name, volumes
        case storageInstances = "storage_instances"
    }

    init(from decoder: any Decoder) throws {
        let container = try? decoder.container(keyedBy: CodingKeys.self)
        name = try? container?.decode(String.self, forKey: .name)
        storageInstances = try? container?.decode([WireNames].self, forKey: .storageInstances)
        volumes = try? container?.decode([WireNames].self, forKey: .volumes)
    }

    private struct List: Decodable { var data: [WireNames] }
    private struct Single: Decodable { var data: WireNames }

    /// `app instance ledger, storage-1/volume-1`, for an error that is about a value below one that has a name; nil for any
    /// other.
    static func place(of error: any Error, in body: [UInt8]) -> String? {
        let path: [any CodingKey]
        switch error {
        case DecodingError.keyNotFound(_, let context), DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context), DecodingError.dataCorrupted(let context):
            path = context.codingPath
        default: return nil
        }
        guard path.first?.stringValue == "data" else { return nil }
        var rest = path.dropFirst()
        var current: WireNames?
        if let index = rest.first?.intValue {
            let list = (try? JSON.decode(List.self, from: body))?.data ?? []
            current = list.indices.contains(index) ? list[index] : nil
            rest = rest.dropFirst()
        } else {
            current = (try? JSON.decode(Single.self, from: body))?.data
        }
        guard let object = current, let name = object.name else { return nil }
        // Only app instances have storage instances; other objects are told by the request.
        var text = object.storageInstances == nil ? name : "app instance \(name)"
        var separator = ", "
        while let key = rest.popFirst(), let index = rest.popFirst()?.intValue {
            let parts = key.stringValue == "volumes" ? current?.volumes : current?.storageInstances
            guard let parts, parts.indices.contains(index), let name = parts[index].name else { break }
            text += separator + name
            separator = "/"
            current = parts[index]
        }
        return text
    }
}
