package import Planning
import StorageModel

/// What is sent to `--notify URL`: which resources differ in which fields. `text` is what chat services show.
package struct DriftNotification: Sendable {
    /// So many resources are named; the others are counted.
    package static let longestList = 50

    private let report: DriftReport

    package init(_ report: DriftReport) { self.report = report }

    /// Nothing is wrong: only worth a message after one that said otherwise.
    package var isQuiet: Bool { !report.needsAttention && report.blocks.isEmpty }

    /// Equal for findings that are the same, whenever and wherever they are found.
    package var digest: String {
        let lines = report.entries.map { entry in
            let fields = entry.fields.map { field in
                "\(field.path)=\(field.from?.lines ?? [])>\(field.to?.lines ?? [])"
            }
            return "\(entry.kind.rawValue) \(entry.address) \(fields.joined(separator: ";"))"
        }
        let blocks = report.blocks.map { "\($0.code.rawValue) \($0.address?.description ?? "")" }
        return Digest.sha256(
            ([report.stack, report.cluster.uuid, "\(report.interruption != nil)"] + lines + blocks)
                .joined(separator: "\n"))
    }

    /// - Parameter time: `2026-11-21T04:22:04.123Z`
    package func json(at time: String) -> String { JSONText.line(Document(report, text: text, time: time)) }

    private var text: String {
        let counts = DriftEntry.Kind.allCases.filter { report.count($0) > 0 }
            .map { "\(report.count($0)) \($0.rawValue)" }.joined(separator: ", ")
        let place = "stack \(report.stack) on \(report.cluster.name)"
        let summary = isQuiet ? "\(place): no drift" : "\(place): \(counts.isEmpty ? "blocked" : counts)"
        let names = report.entries.prefix(Self.longestList).map { entry in
            let fields = entry.fields.map(\.path.label).joined(separator: ", ")
            return "\(entry.kind.rawValue) \(entry.address.shown)" + (fields.isEmpty ? "" : " (\(fields))")
        }
        let rest = report.entries.count - names.count
        let interruption = report.interruption.map { [InterruptionText.text($0)] } ?? []
        return ([summary.shown()] + interruption + names + (rest > 0 ? ["and \(rest) more"] : []))
            .joined(separator: "\n")
    }

    private struct Document: Encodable {
        var formatVersion = "1.0"
        var kind = "drift_notification"
        var time: String
        var stack: String
        var clusterUuid: String
        var clusterName: String
        var hasDrift: Bool
        var text: String
        var summary: [String: Int]
        var entries: [Entry]
        var more: Int
        var blocks: Int
        var interruptedRun: InterruptionRecord?

        init(_ report: DriftReport, text: String, time: String) {
            (self.text, self.time) = (text, time)
            (stack, clusterUuid, clusterName) = (report.stack, report.cluster.uuid, report.cluster.name)
            hasDrift = report.needsAttention
            summary = Dictionary(
                uniqueKeysWithValues: DriftEntry.Kind.allCases.map { ($0.rawValue, report.count($0)) })
            entries = report.entries.prefix(DriftNotification.longestList).map(Entry.init)
            more = report.entries.count - entries.count
            blocks = report.blocks.count
            interruptedRun = report.interruption.map(InterruptionRecord.init)
        }
    }

    private struct Entry: Encodable {
        var address: String
        var classification: String
        var fields: [String]

        init(_ entry: DriftEntry) {
            address = entry.address.description
            classification = entry.kind.rawValue
            fields = entry.fields.map(\.path.description)
        }
    }
}

/// What was delivered last, so that equal findings are said once.
package struct DeliveredState: Codable, Sendable, Equatable {
    package var digest: String
    package var wasQuiet: Bool

    package init(_ notification: DriftNotification) {
        digest = notification.digest
        wasQuiet = notification.isQuiet
    }

    /// Nil for a file that is none: then everything is news.
    package init?(_ text: String) {
        guard let state = JSONText.value(DeliveredState.self, from: text) else { return nil }
        self = state
    }

    package var text: String { JSONText.line(self) }

    /// Whether there is something to say after what was delivered last.
    package static func isNews(_ notification: DriftNotification, after last: DeliveredState?) -> Bool {
        guard let last else { return !notification.isQuiet }
        return last.digest != notification.digest && !(last.wasQuiet && notification.isQuiet)
    }
}
