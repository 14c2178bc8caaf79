import ArgumentParser

/// Brings the array in line with the manifest.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Plan, ask, and make the array match the manifest.")

    @OptionGroup var manifest: ManifestFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var guards: GuardFlags
    @OptionGroup var flags: ApplyFlags
    @Flag(help: "Also make changes that take volumes offline or cut off connected initiators.")
    var allowDisruptive = false
    @Flag(help: "Also delete what `removed` says; --max-deletes says how many volumes.")
    var allowDestroy = false

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(manifest, connection.tenant)
            let consent = Consent(
                yes: flags.yes, allowsDisruption: allowDisruptive, allowsDestruction: allowDestroy)
            return try await composition.withArray(connection) { array in
                try await ApplyRun(composition: composition, flags: flags, consent: consent)
                    .run(stack, guards.options(), on: array)
            }
        }
    }
}
