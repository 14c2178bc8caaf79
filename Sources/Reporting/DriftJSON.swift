import Diagnostics
package import Planning
import StorageModel

/// A drift report as versioned JSON, in the manner of `PlanJSON`.
package enum DriftJSON {
    package static func render(_ report: DriftReport) -> String {
        JSONText.render(Document(report))
    }

    private struct Document: Encodable {
        var formatVersion = PlanRecord.currentFormat
        var kind = "drift"
        var stack: String
        var clusterUuid: String
        var hasDrift: Bool
        /// A run that was cut off; left out when there is none.
        var interruptedRun: InterruptionRecord?
        var summary: [String: Int]
        var entries: [Entry]
        var unmanaged: [Unmanaged]
        var blocks: [ProblemRecord]
        var warnings: [ProblemRecord]
        var notes: [NoteRecord]

        init(_ report: DriftReport) {
            stack = report.stack
            clusterUuid = report.cluster.uuid
            hasDrift = report.hasDrift
            interruptedRun = report.interruption.map(InterruptionRecord.init)
            summary = Dictionary(
                uniqueKeysWithValues: DriftEntry.Kind.allCases.map { ($0.rawValue, report.count($0)) }
                    + [("unmanaged", report.unmanaged.count), ("in_sync", report.inSyncCount)])
            entries = report.entries.map(Entry.init)
            unmanaged = report.unmanaged.map(Unmanaged.init)
            blocks = report.blocks.map(ProblemRecord.init)
            warnings = report.warnings.map(ProblemRecord.init)
            notes = report.notes.map(NoteRecord.init)
        }
    }

    private struct Entry: Encodable {
        var address: String
        var classification: String
        var fields: [Field]
        var note: String?
        var source: String?

        init(_ entry: DriftEntry) {
            address = entry.address.description
            classification = entry.kind.rawValue
            fields = entry.fields.map(Field.init)
            note = entry.note
            source = entry.location?.description
        }
    }

    private struct Field: Encodable {
        var path: String
        var live: FieldValue?
        var wanted: FieldValue?
        var source: String?

        init(_ field: FieldChange) {
            path = field.path.description
            live = field.from
            wanted = field.to
            source = field.location?.description
        }
    }

    private struct Unmanaged: Encodable {
        var tenant: String
        var name: String
        var createMode: String
        var size: FieldValue
        var address: String?

        init(_ app: UnmanagedAppInstance) {
            tenant = app.tenant.description
            name = app.name
            createMode = app.createMode
            size = .size(app.size)
            address = app.address?.description
        }
    }
}
