// Reading the list of promises and the folder of scenarios.
import FoundationEssentials
import TestSupport
import Testing

/// docs/promises.md says what this program promises and which test shows it; docs/cases.md does so for what other tools'
/// bug reports and reviews of this one have found.
@Suite struct PromiseTests {
    private let check: PromiseCheck
    private let cases: PromiseCheck
    private let tree: SourceTree
    private let scenarios: Set<String>

    init() throws {
        check = try Self.check("docs/promises.md")
        cases = try Self.check("docs/cases.md")
        tree = try SourceTree.checkout.get()
        let folder = PackageRoot.path("Tests/AcceptanceTests/Scenarios")
        scenarios = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }

    private static func check(_ path: String) throws -> PromiseCheck {
        PromiseCheck(try String(contentsOfFile: PackageRoot.path(path), encoding: .utf8), path: path)
    }

    @Test func everyPromiseNamesATestThatIsThere() {
        #expect(check.rows.count >= 60)
        #expect(check.violations(in: tree, scenarios: scenarios).lines == "")
    }

    @Test func everyReviewedCaseNamesATestThatIsThere() {
        #expect(cases.rows.count >= 50)
        #expect(cases.violations(in: tree, scenarios: scenarios).lines == "")
    }

    /// So that the tests of promises are all in the list, too.
    @Test func everyTestOfAPromiseStandsInTheList() {
        let named = Set(check.rows.flatMap(\.tests))
        for file in tree.files where file.path.hasSuffix("PromiseTests.swift") {
            guard file.path.hasPrefix("Tests/AcceptanceTests/Ownership/") else { continue }
            let suite = file.path.split(separator: "/").last?.dropLast(6) ?? ""
            for name in file.source.tests { #expect(named.contains("\(suite).\(name)")) }
        }
    }

    @Test func aRowWithoutATestAndOneWithAnotherNameAreFound() {
        let text = """
            | promise | shown by |
            |---|---|
            | kept | `PromiseTests.aRowWithoutATestAndOneWithAnotherNameAreFound`, `extend.yaml` |
            | lost | `PromiseTests.nothing`, `never.yaml`, `Never.ever` |
            | bare | nothing at all |
            """
        let found = PromiseCheck(text, path: "list").violations(in: tree, scenarios: ["extend.yaml"])
        #expect(
            found.map(\.message) == [
                "there is no test PromiseTests.nothing", "there is no test never.yaml", "there is no test Never.ever",
                "no test shows: bare ",
            ])
    }
}
