import ArgumentParser
import ManifestLoading
import Reporting
import StorageModel

/// Prints a published JSON Schema.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of manifests, plans or events.",
        discussion: """
            For editors, save the manifest's and begin manifests with
            # yaml-language-server: $schema=./datera-apply.schema.json
            """)

    enum Document: String, ExpressibleByArgument, CaseIterable {
        case manifest, plan, events
    }

    @Argument(help: "manifest, plan or events.")
    var document: Document

    func run() {
        switch document {
        case .manifest: print(ManifestSchema.root.json, terminator: "")
        case .plan: print(PlanSchema.root.json, terminator: "")
        case .events: print(EventSchema.root.json, terminator: "")
        }
    }
}
