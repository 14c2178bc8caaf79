import ArgumentParser
import Reporting
import StorageModel

/// Checks a manifest without any array.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check a manifest: syntax, names, references, limits. Needs no array.")

    @OptionGroup var manifest: ManifestFlags
    @OptionGroup var tenant: TenantFlags
    @OptionGroup var output: OutputFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let stack = try composition.stack(manifest, tenant)
            let count = stack.desired.appInstances.count
            composition.terminal.write(
                "Stack \(stack.desired.stack) is valid: \(count) volume\(count == 1 ? "" : "s").\n")
            return .success
        }
    }
}
