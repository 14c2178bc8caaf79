package import Checking
package import JSONSchema
import Planning
import StorageModel

/// What `doctor` found, as versioned JSON.
package enum DoctorJSON {
    package static func render(_ checkup: Checkup) -> String {
        JSONText.render(
            Document(
                outcome: checkup.outcome.rawValue,
                checks: checkup.checks.map {
                    Entry(name: $0.name.rawValue, state: $0.state.rawValue, finding: $0.finding, remedy: $0.remedy)
                }))
    }

    private struct Document: Encodable {
        var formatVersion = PlanRecord.currentFormat
        var kind = "doctor"
        var outcome: String
        var checks: [Entry]
    }

    private struct Entry: Encodable {
        var name: String
        var state: String
        var finding: String
        /// Left out where nothing is to be done.
        var remedy: String?
    }

    /// The JSON Schema of that document.
    package static let schema: SchemaNode = SchemaShape.document(
        "doctor",
        SchemaShape.object(
            "What `doctor` found.",
            [
                "format_version": ["const": .text(PlanRecord.currentFormat)], "kind": ["const": "doctor"],
                "outcome": SchemaShape.choice(
                    Checkup.Outcome.allCases.map(\.rawValue),
                    "The worst state of any check; refused where the array refuses user, password or rights."),
                "checks": SchemaShape.list(
                    SchemaShape.object(
                        "One thing that was looked at.",
                        [
                            "name": SchemaShape.choice(Check.Name.allCases.map(\.rawValue), "What was looked at."),
                            "state": SchemaShape.choice(
                                Check.State.allCases.map(\.rawValue), "Skipped where it could not be looked at."),
                            "finding": SchemaShape.text, "remedy": SchemaShape.text,
                        ], optional: ["remedy"])),
            ]))
}
