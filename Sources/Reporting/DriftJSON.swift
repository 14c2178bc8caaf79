import Diagnostics
// Foundation's JSON coder: a report is plain Encodable structs, and output needs no faster one.
import FoundationEssentials
package import Planning
import StorageModel

/// A drift report as versioned JSON, in the manner of `PlanJSON`.
package enum DriftJSON {
    package static func render(_ report: DriftReport) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // Nothing in the document can fail to encode: strings, whole numbers, flags and lists of them.
        guard let data = try? encoder.encode(Document(report)) else { return "{}\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        var formatVersion = PlanJSON.formatVersion
        var kind = "drift"
        var stack: String
        var clusterUuid: String
        var hasDrift: Bool
        var summary: [String: Int]
        var entries: [Entry]
        var unmanaged: [Unmanaged]
        var blocks: [Problem]
        var warnings: [Problem]

        init(_ report: DriftReport) {
            stack = report.stack
            clusterUuid = report.cluster.uuid
            hasDrift = report.hasDrift
            summary = Dictionary(
                uniqueKeysWithValues: DriftEntry.Kind.allCases.map { ($0.rawValue, report.count($0)) }
                    + [("unmanaged", report.unmanaged.count), ("in_sync", report.inSyncCount)])
            entries = report.entries.map(Entry.init)
            unmanaged = report.unmanaged.map(Unmanaged.init)
            blocks = report.blocks.map {
                Problem(
                    code: $0.code.rawValue, address: $0.address?.description, message: $0.message,
                    wayOut: $0.wayOut, source: $0.location?.description)
            }
            warnings = report.warnings.map {
                Problem(
                    code: $0.code.rawValue, message: $0.message, wayOut: $0.wayOut,
                    source: $0.location?.description)
            }
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
        var live: JSONFieldValue?
        var wanted: JSONFieldValue?
        var source: String?

        init(_ field: FieldChange) {
            path = field.path
            live = field.from.map(JSONFieldValue.init)
            wanted = field.to.map(JSONFieldValue.init)
            source = field.location?.description
        }
    }

    private struct Unmanaged: Encodable {
        var tenant: String
        var name: String
        var createMode: String
        var size: JSONFieldValue
        var address: String?

        init(_ app: UnmanagedAppInstance) {
            tenant = app.tenant.description
            name = app.name
            createMode = app.createMode
            size = JSONFieldValue(.size(app.size))
            address = app.address?.description
        }
    }

    private struct Problem: Encodable {
        var code: String
        var address: String?
        var message: String
        var wayOut: String
        var source: String?
    }
}
