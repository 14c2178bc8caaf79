internal import StorageModel

/// `PUT /app_instances/{id}`. Absent keys stay as they are (dsp-api.md 2.3).
///
/// It never carries `storage_instances`: that list would replace the live one.
struct AppInstanceUpdateBody: Encodable, Sendable {
    private let name: String?
    private let descr: Description?
    private let adminState: String?
    /// True or left out.
    private let force: Bool?

    private enum CodingKeys: String, CodingKey {
        case name, descr, force
        case adminState = "admin_state"
    }

    /// `null` empties the description (recorded schema).
    private enum Description: Encodable {
        case null
        case text(String)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .null: try container.encodeNil()
            case .text(let text): try container.encode(text)
            }
        }
    }

    init(_ update: AppInstanceUpdate) {
        name = update.name
        descr =
            switch update.unmarking {
            case nil: update.marker.map { .text($0.description) }
            case .nothing: .null
            case .description(let text): .text(text)
            }
        adminState = update.adminState?.rawValue
        force = update.force ? true : nil
    }
}
