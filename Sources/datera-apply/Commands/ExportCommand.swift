import ArgumentParser
import DSPClient
import Exporting
import Observing
import Reporting
import StorageModel

/// Writes a manifest of what is on the array. Sends only GET, login and logout.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a manifest of what is on the array.",
        discussion: HelpText.with(
            """
            Planning that manifest changes nothing. Other stacks' volumes are left out; `adopt` takes over the others. \
            CHAP passwords cannot be read back: they become references to variables that `apply` asks for.
            """,
            examples: "export --stack orders > orders.yaml",
            "export --stack orders --tenant orders > orders.yaml"))

    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Option(help: ArgumentHelp("The stack that owns the exported resources.", valueName: "name"))
    var stack = "exported"

    func validate() throws {
        guard StarterManifest.isStackName(stack) else {
            throw ValidationError("--stack takes 3 to \(Marker.maximumStackLength) of a-z, 0-9 and -.")
        }
    }

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let only = connection.tenant.tenant.map { TenantPath($0) }
            let (observed, manifest) = try await composition.withArray(connection) { array in
                try await Pipeline.export(as: stack, tenant: only, from: array)
            }
            try observed.requireTenant(only)
            composition.terminal.write(manifest.text)
            return .success
        }
    }
}
