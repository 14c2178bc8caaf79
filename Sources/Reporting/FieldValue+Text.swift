import Planning
import StorageModel

extension FieldValue {
    /// Of a longer text so much is shown, a few lines of a terminal; all of it is in the JSON.
    private static let longestText = 300

    /// As a person reads it, always with its unit; a long list takes a line per member.
    var lines: [String] { text.map { $0.shown(limit: Self.longestText) } }

    private var text: [String] {
        switch self {
        case .text(let text): [text]
        case .count(let count): ["\(count)"]
        case .size(let size): [size.description]
        case .iops(let limit): [QoSField.totalIOPS.text(for: limit)]
        case .bandwidth(let limit): [QoSField.totalBandwidth.text(for: limit)]
        case .flag(let flag): [flag ? "true" : "false"]
        case .list(let members): members
        case .secret(let reference): ["(secret from \(reference))"]
        }
    }
}
