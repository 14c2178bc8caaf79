import ArgumentParser
import DSPClient
import Observing
import Planning
import Reporting
import StorageModel

/// Says what has changed on the array since the manifest was applied. Sends only GET, login and logout.
struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Show changes made on the array outside the manifest.",
        discussion: """
            Exits with 2 when something has drifted or is missing. A changed value that is only in the manifest so far is \
            pending, not drift; one that was changed on both sides is both. A resource that is not on the array counts as \
            missing, whether it was deleted or never applied.
            """)

    @OptionGroup var manifest: ManifestFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @Option(help: ArgumentHelp("The uuid of the array, in place of the manifest's `cluster`.", valueName: "uuid"))
    var cluster: String?
    @Option(help: "How to write the report: text, html (a page) or json.")
    var format: PageFormat = .text
    @OptionGroup var folding: FoldingFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let stack = try composition.stack(manifest, connection)
            let options = PlanningOptions(today: .today, cluster: cluster?.lowercased())
            let report = try await composition.withArray(connection) { array in
                try await composition.pipeline(options).drift(of: stack.desired, on: array)
            }
            switch format {
            case .text:
                composition.terminal.write(DriftText(style: folding.applied(to: composition.style)).render(report))
            case .html: composition.terminal.write(DriftHTML.render(report))
            case .json: composition.terminal.write(DriftJSON.render(report))
            }
            guard report.blocks.isEmpty else { return .blocked }
            return report.hasDrift ? .changes : .success
        }
    }
}
