import ArgumentParser
import JSONSchema
import ManifestLoading
import Reporting
import StorageModel

/// Prints a published JSON Schema.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of manifests, plans or events.",
        discussion: HelpText.with(
            """
            For editors, save the manifest's and begin manifests with
            # yaml-language-server: $schema=./datera-apply.schema.json
            """,
            examples: "schema manifest > datera-apply.schema.json"))

    enum Document: String, ExpressibleByArgument, CaseIterable {
        case manifest, plan, events
    }

    @Argument(help: "manifest, plan or events.")
    var document: Document

    func run() throws {
        let schema =
            switch document {
            case .manifest: ManifestSchema.root
            case .plan: PlanSchema.root
            case .events: EventSchema.root
            }
        try CommandRun.write(schema.json)
    }
}
