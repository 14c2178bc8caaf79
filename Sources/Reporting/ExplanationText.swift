import Diagnostics
package import Planning
import StorageModel

/// Where the values of a resource come from, for 80 columns: what is desired and by which line, and the live value
/// where it is another one.
package struct ExplanationText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    package func render(_ explanation: Explanation) -> String {
        let place = explanation.location.map { style(.dim, "  \($0.shown)") } ?? ""
        let column = LabelColumn(explanation.rows.map(\.path.label))
        let title = style(.strong, explanation.address.shown)
        let lines = [title + place, "  \(explanation.status.shown())", ""]
        // Where there is nothing at all, one line says so.
        let isAbsent = explanation.rows.allSatisfy { $0.live == nil }
        return
            (lines + explanation.rows.flatMap { self.lines(of: $0, in: column, isAbsent: isAbsent) }
            + explanation.connections.flatMap(connectionLines)).joined(separator: "\n") + "\n"
    }

    private func lines(of row: Explanation.Row, in labels: LabelColumn, isAbsent: Bool) -> [String] {
        let (above, label) = labels.layOut(row.path.label)
        let before = above.map { ["  " + $0] } ?? []
        let column = labels.width + 4
        guard let desired = row.desired else {
            return before + ["  \(label)  \(text(row.live))\(style(.dim, "  (on the array, not managed)"))"]
        }
        var origin = [row.via, row.location?.description].compactMap { $0 }.joined(separator: ", ")
        if let note = row.note { origin += origin.isEmpty ? note : "; \(note)" }
        origin = origin.shown()
        var lines = ["  \(label)  \(text(desired))"]
        if !origin.isEmpty {
            if lines[0].count + origin.count + 4 <= String.terminalWidth {
                lines[0] += style(.dim, "  (\(origin))")
            } else {
                lines += "(\(origin))".wrapped(indent: column, hanging: column + 1).map { style(.dim, $0) }
            }
        }
        if !isAbsent, !isHidden(desired), row.live != desired {
            lines += "live: \(text(row.live))".wrapped(indent: column, hanging: column + 6)
                .map { style(.warning, $0) }
        }
        return before + lines
    }

    /// What an administrator types at a host, in that order.
    private func connectionLines(_ connection: Explanation.Connection) -> [String] {
        let target = connection.target
        var portals = "    portals  \(target.portals.joined(separator: ", ").shown())"
        if let roundRobin = connection.roundRobin {
            let origin = [roundRobin.via, roundRobin.location?.description].compactMap { $0 }.joined(separator: ", ")
            portals += style(.dim, "  (round_robin: \(roundRobin.value); \(origin.shown()))")
        }
        return ["", "  connection to \(target.storage.shown())", "    iqn      \(target.iqn.shown())", portals]
            + target.units.map { "    lun \($0.lun)    \($0.volume.shown())" }
    }

    /// A password cannot be read back.
    private func isHidden(_ value: FieldValue) -> Bool {
        switch value {
        case .secret: true
        case .text, .count, .size, .iops, .bandwidth, .flag, .list: false
        }
    }

    private func text(_ value: FieldValue?) -> String { value?.lines.joined(separator: ", ") ?? "none" }
}
