import ArgumentParser
import Reporting
import StorageModel

/// Checks a manifest without any array.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check a manifest: syntax, names, references, limits. Needs no array.",
        discussion: HelpText.with(
            examples: "validate -f stack.yaml",
            "validate -f stacks/orders/"))

    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @Option(
        help: """
            How to write what was found: text, json, markdown (a comment on a pull request), or annotations at the \
            manifest's lines: github, gitlab, junit.
            """)
    var format: ValidationFormat = .text
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var tenant: TenantFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let groups = try composition.groups(manifest)
            guard groups.count > 1 else {
                try show(manifest.files, composition) { () throws(CommandError) in
                    try composition.stack(manifest, tenant)
                }
                return .success
            }
            if [.json, .gitlab, .junit].contains(format) { throw StackLoop.oneDocument(format.rawValue) }
            var statuses: [ExitStatus] = []
            for group in groups {
                do throws(CommandError) {
                    try show(group.map(\.name), composition) { () throws(CommandError) in
                        try composition.stack(group, tenant)
                    }
                } catch {
                    composition.terminal.writeError("error: \(error.message)\n")
                    statuses.append(error.status)
                }
            }
            return ExitStatus.first(of: statuses)
        }
    }

    private func show(
        _ files: [String], _ composition: Composition, _ load: () throws(CommandError) -> LoadedStack
    ) throws(CommandError) {
        let stack: LoadedStack
        do throws(CommandError) {
            stack = try load()
        } catch {
            throw composition.reported(error) { format.report($0.diagnostics, $0.diagnosticText, files) }
        }
        let report = format.report(stack.diagnostics, stack.diagnosticText, files, stack: stack.desired.stack)
        composition.terminal.write(report ?? Self.sentence(about: stack))
    }

    private static func sentence(about stack: LoadedStack) -> String {
        let apps = stack.desired.appInstances
        // What a template makes is counted as one.
        let counts = apps.map { max(1, $0.storageInstances.reduce(0) { $0 + $1.volumes.count }) }
        let count = counts.reduce(0, +)
        let place = counts.contains { $0 > 1 } ? " in \(apps.count) app instance\(apps.count == 1 ? "" : "s")" : ""
        return "Stack \(stack.desired.stack) is valid: \(count) volume\(count == 1 ? "" : "s")\(place).\n"
    }
}
