internal import StorageModel

/// A tenant as `GET /tenants` shows it (dsp-api.md 2.2): flat with names of subtenants, or nested with the subtenants
/// themselves.
struct WireTenant: JSONReadable {
    var path: String?
    var name: String?
    var descr: String?
    var parentPath: String?
    var subtenants: [Subtenant]?

    private enum Key: String, CaseIterable {
        case path, name, descr, subtenants
        case parentPath = "parent_path"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        _ = try reader.enterObject()
        while let key = try reader.next(Self.keys) {
            switch key {
            case .path: path = try reader.optional()
            case .name: name = try reader.optional()
            case .descr: descr = try reader.optional()
            case .parentPath: parentPath = try reader.optional()
            case .subtenants: subtenants = try reader.optional()
            }
        }
    }

    enum Subtenant: JSONReadable {
        case named(String)
        case nested(WireTenant)

        init(from reader: inout JSONReader) throws(JSONReadingError) {
            self =
                reader.peek() == UInt8(ascii: "\"")
                ? .named(try String(from: &reader)) : .nested(try WireTenant(from: &reader))
        }
    }
}
