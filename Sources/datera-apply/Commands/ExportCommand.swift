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
        discussion: """
            Planning that manifest changes nothing. Other stacks' volumes are left out; `adopt` takes over the others. \
            CHAP passwords cannot be read back: they become references to variables that `apply` asks for.
            """)

    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @Option(help: ArgumentHelp("The stack that owns the exported resources.", valueName: "name"))
    var stack = "exported"

    func validate() throws {
        let isSound = stack.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
        }
        guard isSound, (3...Marker.maximumStackLength).contains(stack.utf8.count) else {
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
