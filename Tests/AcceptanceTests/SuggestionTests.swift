import TestSupport
import Testing

/// What is typed wrong is answered with what was meant.
@Suite struct SuggestionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var typed: String
        var said: String
        var testDescription: String { typed }
    }

    private static let cases = [
        Case(typed: "plna", said: "There is no command plna. Did you mean plan?"),
        Case(typed: "plna --help", said: "There is no command plna. Did you mean plan?"),
        Case(typed: "import x.yaml", said: "There is no command import. Use adopt:"),
        Case(typed: "diff -f x.yaml", said: "There is no command diff. Use plan:"),
        Case(typed: "get volumes", said: "There is no command get. Use list:"),
        Case(typed: "ls", said: "Use list:"),
        Case(typed: "version", said: "Use --version:"),
        Case(typed: "qqqq", said: "There is no command qqqq. Commands: init, validate, plan, apply,"),
        Case(typed: "image imprt a.qcow2 b", said: "There is no command image imprt. Did you mean image import?"),
        Case(typed: "lock relase x", said: "There is no command lock relase. Did you mean lock release?"),
        Case(typed: "apply -f x.yaml --auto-approve", said: "apply has no option --auto-approve. Use --yes:"),
        Case(typed: "apply -f x.yaml --dry-run", said: "apply has no option --dry-run. Use the command plan:"),
        Case(typed: "drift -f x.yaml -o json", said: "drift has no option -o. Use --format json:"),
        Case(typed: "drift -f x.yaml --output=json", said: "drift has no option --output. Use --format json:"),
        Case(typed: "plan -f x.yaml --fromat json", said: "plan has no option --fromat. Did you mean --format?"),
        Case(typed: "lock status --stack x", said: "Give the stack as an argument: datera-apply lock status x."),
        Case(typed: "plan x.yaml", said: "plan takes no argument x.yaml. Give the manifest with -f x.yaml."),
        Case(typed: "--mgmt x list", said: "Options such as --mgmt follow the command"),
        Case(typed: "list --password x", said: "Use --password-file:"),
    ]

    @Test(arguments: cases) func aWrongWordIsAnsweredWithTheRightOne(_ example: Case) async throws {
        let run = try await ToolRun(example.typed.split(separator: " ").map(String.init))
        #expect(run.status == 64 && run.output.isEmpty, "\(run.output)")
        #expect(run.error.contains(example.said), "\(run.error)")
        #expect(run.error.contains("--help' for more information."), "\(run.error)")
    }

    /// What the parser alone knows is left to it.
    @Test(arguments: [
        ("apply -f x.yaml --parallelism 0", "--parallelism takes 1 to 64."),
        ("lock status", "Missing expected argument"),
        ("plan -f x.yaml --max-update-pct many", "is invalid for '--max-update-pct"),
    ])
    func otherMessagesStay(typed: String, said: String) async throws {
        let run = try await ToolRun(typed.split(separator: " ").map(String.init))
        #expect(run.status == 64 && run.error.contains(said), "\(run.error)")
    }

    @Test(arguments: ["plan", "apply", "adopt", "list", "snapshot restore"])
    func helpIsGroupedAndHasExamples(verb: String) async throws {
        let run = try await ToolRun(verb.split(separator: " ").map(String.init) + ["--help"])
        #expect(run.status == 0 && run.output.contains("Examples:\n  datera-apply \(verb)"), "\(run.output)")
        let sections = ["OUTPUT:", "CONNECTION:"].compactMap { run.output.firstRange(of: $0)?.lowerBound }
        #expect(sections.count == 2 && sections == sections.sorted(), "\(run.output)")
    }
}
