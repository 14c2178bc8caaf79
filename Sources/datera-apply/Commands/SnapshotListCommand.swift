import ArgumentParser
import DSPClient
import Reporting
import StorageModel

/// Shows snapshots. Sends only GET, login and logout.
struct SnapshotListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the snapshots of some or all volumes.",
        discussion: HelpText.with(
            """
            Snapshots taken by a policy are named by their time stamp, the last column, which manifests and \
            `snapshot restore` accept: ledger@1446076384.00607846. The names that a manifest has given are read for the \
            volumes that you name. --tenant shows those of one tenant.
            """,
            examples: "snapshot list",
            "snapshot list volume/ledger"))

    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Option(help: ArgumentHelp("Only those of volumes of this stack.", valueName: "name"))
    var stack: String?
    @Argument(
        help: ArgumentHelp(
            "Only these volumes: volume/KEY, a key, or a name or uuid on the array. `*` matches any text."))
    var volumes: [String] = []

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let observed = try await composition.withArray(connection) { array in
                var observed = try await array.observe(tenants: [])
                try observed.requireStack(stack)
                try observed.keepOnly(connection.tenant.tenant)
                observed.appInstances = try selected(from: observed)
                guard !volumes.isEmpty else { return observed }
                let store = observed.cluster.product.metadataStore
                for index in observed.appInstances.indices where !observed.appInstances[index].allSnapshots.isEmpty {
                    observed.appInstances[index].metadata = try await array.metadata(
                        of: observed.appInstances[index].reference, in: store)
                }
                return observed
            }
            composition.terminal.write(SnapshotText(style: composition.style).render(observed))
            if observed.appInstances.contains(where: {
                $0.marker != nil && !$0.allSnapshots.isEmpty && $0.metadata == nil
            }) {
                composition.terminal.writeError(
                    "`snapshot list VOLUME` also shows the names that a manifest has given.\n")
            }
            return .success
        }
    }

    private func selected(from observed: ObservedState) throws(CommandError) -> [ObservedAppInstance] {
        let apps = observed.appInstances.filter {
            $0.ownership != .lease && (stack == nil || $0.marker?.stack == stack)
        }
        guard !volumes.isEmpty else { return apps }
        var chosen: [ObservedAppInstance] = []
        for volume in volumes {
            let matches = apps.filter { ResourceNames($0).areMeant(by: volume) }
            guard !matches.isEmpty else {
                throw CommandError.unknown("volume", volume, known: apps.map(ResourceNames.init))
            }
            chosen += matches.filter { match in !chosen.contains { $0.id == match.id } }
        }
        return chosen
    }
}
