internal import StorageModel

/// `PUT /app_instances/{id}`. Absent keys stay as they are (dsp-api.md 2.3).
///
/// It never carries `storage_instances`: that list would replace the live one.
struct AppInstanceUpdateBody: Encodable, Sendable {
    private let name: String?
    private let descr: String?
    private let adminState: String?
    /// True or left out.
    private let force: Bool?

    private enum CodingKeys: String, CodingKey {
        case name, descr, force
        case adminState = "admin_state"
    }

    init(_ update: AppInstanceUpdate) {
        name = update.name
        descr = update.marker?.description
        adminState = update.adminState?.rawValue
        force = update.force ? true : nil
    }
}
