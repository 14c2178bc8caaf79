import Diagnostics
import StorageModel

/// Differences that an entry of `ignore` hides.
package struct IgnoredRecord: Sendable, Equatable, Codable {
    package var address: String
    package var fields: [FieldRecord]
    /// As the entry gives them: whom it is about, why, and until when.
    package var pattern: String
    package var reason: String
    package var until: String?
    package var source: String?

    init(_ hidden: HiddenDifference) {
        address = hidden.address.description
        fields = hidden.fields.map(FieldRecord.init)
        pattern = hidden.rule.pattern
        reason = hidden.rule.reason
        until = hidden.rule.until?.description
        source = hidden.rule.location?.description
    }
}
