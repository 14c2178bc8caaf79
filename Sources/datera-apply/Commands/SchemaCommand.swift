import ArgumentParser
import JSONSchema
import ManifestLoading
import Reporting
import StorageModel

/// Prints a published JSON Schema.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of manifests, plans, events, host or doctor.",
        discussion: HelpText.with(
            """
            For editors, save the manifest's and begin manifests with
            # yaml-language-server: $schema=./datera-apply.schema.json
            """,
            examples: "schema manifest > datera-apply.schema.json"))

    enum Document: String, ExpressibleByArgument, CaseIterable {
        case manifest, plan, events, host, doctor
    }

    @Argument(help: "manifest, plan, events, host or doctor.")
    var document: Document

    func run() throws {
        let schema =
            switch document {
            case .manifest: ManifestSchema.root
            case .plan: PlanSchema.root
            case .events: EventSchema.root
            case .host: HostSchema.root
            case .doctor: DoctorJSON.schema
            }
        try CommandRun.write(schema.json)
    }
}
