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
    @Option(
        help: """
            How to write what was found: text, json, markdown (a comment on a pull request), or annotations at the \
            manifest's lines: github, gitlab, junit.
            """)
    var format: ValidationFormat = .text

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let stack = try composition.reporting({ format.report($0.diagnostics, $0.diagnosticText, manifest.files) })
            {
                () throws(CommandError) in try composition.stack(manifest, tenant)
            }
            if format != .text {
                let text = format.report(
                    stack.diagnostics, stack.diagnosticText, manifest.files, stack: stack.desired.stack)
                composition.terminal.write(text ?? "")
                return .success
            }
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
