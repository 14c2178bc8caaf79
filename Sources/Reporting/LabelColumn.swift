/// The column of labels before values, as wide as most of them need. A longer label, a metadata key say, has a line of
/// its own, so that it moves no value out of sight.
struct LabelColumn {
    let width: Int

    private static let widest = 48

    init(_ labels: [String]) {
        width = labels.map(\.count).filter { $0 <= Self.widest }.max() ?? min(Self.widest, 8)
    }

    /// What stands above the line of the value, and what before it, without a margin.
    func layOut(_ label: String) -> (above: String?, before: String) {
        let blanks = String(repeating: " ", count: max(0, width - label.count))
        guard label.count > width else { return (nil, label + blanks) }
        return (label, String(repeating: " ", count: width))
    }
}
