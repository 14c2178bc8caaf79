import ArgumentParser
import Configuring
import Reporting

/// Whom `drift` tells besides the terminal.
struct DriftFlags: ParsableArguments {
    @Option(help: "How to write the report: text, markdown, html (a page) or json.")
    var format: DriftFormat = .text

    @Option(
        help: ArgumentHelp(
            "Write metrics to this file, NAME.prom in the folder of node_exporter's textfile collector; also when the run "
                + "fails.",
            valueName: "path"))
    var metricsTextfile: String?

    @Option(
        help: ArgumentHelp(
            "POST the findings as JSON to this http(s) URL, once for each state of things. env:NAME or file:PATH keeps the "
                + "URL out of the list of processes.",
            valueName: "url"))
    var notify: String?

    @Option(
        help: ArgumentHelp(
            "Keep what was delivered last in this file [beside the metrics file, else beside the journal].",
            valueName: "path"))
    var state: String?

    func validate() throws {
        if let metricsTextfile, !metricsTextfile.hasSuffix(".prom") {
            throw ValidationError("--metrics-textfile takes a name that ends in .prom: others are not collected.")
        }
        guard state == nil || notify != nil else { throw ValidationError("--state belongs to --notify.") }
    }

    enum DriftFormat: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, html, json
    }
}

extension DriftFlags {
    /// Whether it names a file that can be about one stack only.
    var isForOneStack: Bool { metricsTextfile != nil || state != nil }

    /// - Throws: `CommandError`, which does not repeat the URL: it may be a password.
    func target(in environment: [String: String]) throws(CommandError) -> NotificationTarget? {
        guard let notify else { return nil }
        var url = notify
        if notify.hasPrefix("env:") {
            url = environment[String(notify.dropFirst("env:".count)), default: ""]
        } else if notify.hasPrefix("file:") {
            let path = String(notify.dropFirst("file:".count))
            do throws(FileProblem) {
                url =
                    try FileContent(of: path, limit: 64 << 10).text.split(whereSeparator: \.isNewline).first
                    .map(String.init) ?? ""
            } catch {
                throw CommandError(.usage, "--notify: \(path) cannot be read: \(error).")
            }
        }
        guard let target = NotificationTarget(url) else {
            throw CommandError(.usage, "--notify takes an http or https URL, or env:NAME or file:PATH that holds one.")
        }
        return target
    }

    /// Where the last delivered state of a stack is kept; nil without a home.
    func stateFile(of stack: String, in environment: [String: String]) -> String? {
        state ?? metricsTextfile.map { "\($0.dropLast(".prom".count)).notified.json" }
            ?? JournalPath.standard(for: stack, environment: environment).map { path in
                "\(path.dropLast(".journal.jsonl".count)).notified.json"
            }
    }
}
