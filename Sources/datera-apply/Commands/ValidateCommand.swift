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
            let apps = stack.desired.appInstances
            // What a template makes is counted as one.
            let counts = apps.map { max(1, $0.storageInstances.reduce(0) { $0 + $1.volumes.count }) }
            let count = counts.reduce(0, +)
            let place = counts.contains { $0 > 1 } ? " in \(apps.count) app instance\(apps.count == 1 ? "" : "s")" : ""
            composition.terminal.write(
                "Stack \(stack.desired.stack) is valid: \(count) volume\(count == 1 ? "" : "s")\(place).\n")
            return .success
        }
    }
}
