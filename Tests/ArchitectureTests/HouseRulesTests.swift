import TestSupport
import Testing

/// The rules of the house, held against this very checkout.
@Suite struct HouseRulesTests {
    let tree: SourceTree

    init() throws { tree = try SourceTree.checkout.get() }

    @Test func theTreeIsTheOneWeAreIn() {
        #expect(tree.targets.contains("Sources/Planning"))
        #expect(tree.files.contains { $0.path == "Tests/ArchitectureTests/HouseRulesTests.swift" })
    }

    @Test func everyImportIsInTheTable() { #expect(tree.importViolations.lines == "") }

    @Test func nothingIsGrantedInVain() { #expect(tree.grantViolations.lines == "") }

    @Test func noFileIsTooLong() { #expect(tree.fileSizeViolations.lines == "") }

    /// A type of less than 20 lines lives with what uses it, unless several files do.
    @Test func scrapsAreFew() {
        let scraps = tree.files(in: "Sources").filter { $0.text.utf8.count { $0 == UInt8(ascii: "\n") } < 20 }
        #expect(scraps.count <= 40, "\(scraps.map(\.path))")
    }

    /// What is at the root of Planning is its entrance; everything else has a subject.
    @Test func planningHasAnEntrance() {
        let loose = tree.files(in: "Sources/Planning").filter { $0.path.split(separator: "/").count == 3 }
        #expect(loose.count <= 6, "\(loose.map(\.path))")
    }

    @Test func everyNameSaysWhatItDoes() { #expect(tree.nameViolations.lines == "") }

    @Test func nothingTrapsAndNothingIsPublic() { #expect(tree.forbiddenWordViolations.lines == "") }

    @Test func clocksAndDiceAreAskedAtTheEdgeOnly() { #expect(tree.clockViolations.lines == "") }

    @Test func unfinishedWorkNamesItsIssue() { #expect(tree.unfinishedMarkViolations.lines == "") }

    @Test func everyRowOfTheImportTableHasItsFolder() {
        let folders = Set(tree.targets + ["Tests/TestSupport"])
        #expect(ImportTable.rows.keys.filter { !folders.contains($0) }.sorted() == [])
    }
}
