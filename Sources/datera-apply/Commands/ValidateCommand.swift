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
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var tenant: TenantFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let groups = try composition.groups(manifest)
            guard groups.count > 1 else {
                show(try composition.stack(manifest, tenant), composition)
                return .success
            }
            var statuses: [ExitStatus] = []
            for group in groups {
                do throws(CommandError) {
                    show(try composition.stack(group, tenant), composition)
                } catch {
                    composition.terminal.writeError("error: \(error.message)\n")
                    statuses.append(error.status)
                }
            }
            return ExitStatus.first(of: statuses)
        }
    }

    private func show(_ stack: LoadedStack, _ composition: Composition) {
        let apps = stack.desired.appInstances
        // What a template makes is counted as one.
        let counts = apps.map { max(1, $0.storageInstances.reduce(0) { $0 + $1.volumes.count }) }
        let count = counts.reduce(0, +)
        let place = counts.contains { $0 > 1 } ? " in \(apps.count) app instance\(apps.count == 1 ? "" : "s")" : ""
        composition.terminal.write(
            "Stack \(stack.desired.stack) is valid: \(count) volume\(count == 1 ? "" : "s")\(place).\n")
    }
}
