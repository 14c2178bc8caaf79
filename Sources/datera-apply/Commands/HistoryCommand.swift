import ArgumentParser
import Configuring
import Reporting

/// Shows the runs that the journal of this machine has recorded. Asks no array.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show the last runs of a stack: who did what, when, and how it ended.",
        discussion: HelpText.with(
            """
            Reads the journal that runs on this machine keep ($XDG_STATE_HOME/datera-apply/STACK.journal.jsonl). A pipeline \
            whose machines are thrown away keeps it with `--journal` and shows it with --journal here.
            """,
            examples: "history orders",
            "history orders --limit 50 -o json"))

    @Argument(help: ArgumentHelp("The stack; with --journal it may be left out.", valueName: "stack"))
    var stack: String?
    @Option(help: ArgumentHelp("Read this file instead.", valueName: "path"))
    var journal: String?
    @Option(help: ArgumentHelp("Show so many runs at most.", valueName: "count"))
    var limit = 20
    @OptionGroup(title: "Output") var format: ListFormatFlags
    @OptionGroup(title: "Output") var output: OutputFlags

    func validate() throws {
        guard stack != nil || journal != nil else { throw ValidationError("Specify the stack, or --journal FILE.") }
        guard limit > 0 else { throw ValidationError("--limit takes a count from 1.") }
    }

    func run() async throws {
        try await CommandRun.run(output) { composition in
            var runs = try paths(composition.environment).flatMap { path throws(CommandError) in try Self.runs(in: path)
            }
            if let stack { runs.removeAll { $0.start.stack != stack } }
            let listing = RunHistory.listing(of: runs.suffix(limit))
            let text =
                switch format.format {
                case .text: ListingText(style: composition.style, width: composition.terminal.width).render(listing)
                case .wide: ListingText(style: composition.style, width: nil).render(listing)
                case .name: listing.names
                case .csv: listing.csv
                case .json: listing.json("runs")
                }
            composition.terminal.write(text)
            return .success
        }
    }

    /// The one that was put aside when it had become too long comes first.
    private func paths(_ environment: [String: String]) throws(CommandError) -> [String] {
        if let journal { return [journal] }
        guard let stack, let path = JournalPath.standard(for: stack, environment: environment) else {
            throw CommandError(.failure, "there is no home folder, so no journal; name one with --journal FILE.")
        }
        return [path + ".1", path].filter(FileContent.isPlain)
    }

    private static func runs(in path: String) throws(CommandError) -> [RecordedRun] {
        do throws(FileProblem) {
            return JournalHistory.runs(in: try FileContent(of: path, limit: 4 * JournalPath.limit).text)
        } catch {
            throw CommandError(.failure, "--journal: \(path) cannot be read: \(error).")
        }
    }
}
