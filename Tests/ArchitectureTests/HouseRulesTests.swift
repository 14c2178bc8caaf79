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

    @Test func everyNameSaysWhatItDoes() { #expect(tree.nameViolations.lines == "") }

    @Test func nothingTrapsAndNothingIsPublic() { #expect(tree.forbiddenWordViolations.lines == "") }

    @Test func unfinishedWorkNamesItsIssue() { #expect(tree.unfinishedMarkViolations.lines == "") }

    @Test func everyRowOfTheImportTableHasItsFolder() {
        let folders = Set(tree.targets + ["Tests/TestSupport"])
        #expect(ImportTable.rows.keys.filter { !folders.contains($0) }.sorted() == [])
    }
}
