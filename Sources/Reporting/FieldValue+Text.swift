import Planning
import StorageModel

extension FieldValue {
    /// Of a longer text so much is shown, a few lines of a terminal; all of it is in the JSON.
    private static let longestText = 300

    /// As a person reads it, always with its unit; a long list takes a line per member.
    var lines: [String] { texts.map { $0.shown(limit: Self.longestText) } }

}
