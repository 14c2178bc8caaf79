import TestSupport
import Testing

/// Each rule must be able to fail: small trees that break it, and exactly what is found in them.
@Suite struct FixtureTests {
    private func tree(_ fixture: String) throws -> SourceTree {
        let tree = try SourceTree(root: PackageRoot.path("Tests/ArchitectureTests/Fixtures/\(fixture)"))
        try #require(!tree.files.isEmpty)
        return tree
    }

    @Test func aCleanTreeHasNoViolations() throws {
        let tree = try tree("Clean")
        #expect(tree.targets == ["Sources/CLibCurl", "Sources/DSPClient", "Sources/Planning"])
        #expect(tree.violations.lines == "")
    }

    @Test func forbiddenImportsAreFoundWhateverTheirForm() throws {
        let found = try tree("ForbiddenImports").violations.lines
        #expect(
            found == """
                Sources/Execution/Executor.swift:2: imports FoundationEssentials without a // comment that says why
                Sources/Planning/Plan.swift:1: imports DSPClient, which its target may not
                Sources/Planning/Plan.swift:3: imports Foundation, which no target may
                Sources/Planning/Plan.swift:4: imports Glibc, which its target may not
                Sources/Planning/Plan.swift:5: imports Reporting, which its target may not
                Sources/Planning/Plan.swift:8: imports ManifestLoading, which its target may not
                Sources/Reporting/Report.swift:3: imports FoundationNetworking, which no target may
                Sources/Simulation/Wire.swift:2: imports StorageModel, which its target may not
                Tests/TestSupport/Support.swift:1: imports ArgumentParser, which its target may not
                """)
    }

    @Test func aTargetWithoutARowIsFound() throws {
        #expect(try tree("UnknownTarget").violations.lines == "Sources/Surprise: has no row in the import table")
    }

    @Test func emptyNamesOfFilesFoldersAndTypesAreFound() throws {
        let found = try tree("EmptyNames").violations.lines
        #expect(
            found == """
                Sources/Diagnostics/String+Utils.swift: is named after “Utils”
                Sources/Planning/Helpers/Sorting.swift: is named after “Helpers”
                Sources/Planning/Session.swift:1: declares SessionManager, named after “Manager”
                Sources/Planning/Session.swift:2: declares Common, named after “Common”
                Sources/Planning/Session.swift:5: declares BaseCommand, named after “Base”
                Sources/Planning/Session.swift:7: declares PlanImpl, named after “Impl”
                Tests/PlanningTests/PlanTests.swift:1: declares TestHelpers, named after “Helpers”
                """)
    }

    @Test func trapsAndPublicAreFoundInSourcesOnly() throws {
        let found = try tree("ForbiddenWords").violations.lines
        #expect(
            found == """
                Sources/Planning/Plan.swift:1: uses public
                Sources/Planning/Plan.swift:2: uses public
                Sources/Planning/Plan.swift:5: uses fatalError
                Sources/Planning/Plan.swift:5: uses as!
                Sources/Planning/Plan.swift:6: uses try!
                Sources/Planning/Plan.swift:7: uses as!
                """)
    }

    @Test func theSystemsClockIsFoundWhateverItsForm() throws {
        let found = try tree("SystemClocks").violations.lines
        #expect(
            found == """
                Sources/Execution/Waiting.swift:7: uses .now in place of a Timing
                Sources/Execution/Waiting.swift:10: uses ContinuousClock.now in place of a Timing
                Sources/Execution/Waiting.swift:11: uses Task.sleep in place of a Timing
                Sources/Execution/Waiting.swift:13: uses random in place of a Timing
                Sources/Execution/Waiting.swift:14: uses ContinuousClock() in place of a Timing
                Sources/Execution/Waiting.swift:15: uses time() in place of a Timing
                Sources/Execution/Waiting.swift:16: uses shuffled in place of a Timing
                Sources/Execution/Waiting.swift:16: uses .now in place of a Timing
                """)
    }

    @Test func unfinishedMarksWithoutAnIssueAreFound() throws {
        let found = try tree("UnfinishedMarks").violations.lines
        #expect(
            found == """
                Sources/Planning/Plan.swift:1: has a TODO without an issue number
                Sources/Planning/Plan.swift:4: has a FIXME without an issue number
                Sources/Planning/Plan.swift:5: has a XXX without an issue number
                Tests/PlanningTests/PlanTests.swift:1: has a TODO without an issue number
                """)
    }

    @Test func sourcesHave260LinesAtMostAndTests400() throws {
        let root = try TemporaryTree()
        defer { root.remove() }
        try root.write("Sources/Planning/Full.swift", lines: 260, endsWithNewline: true)
        try root.write("Sources/Planning/FullToo.swift", lines: 260, endsWithNewline: false)
        try root.write("Sources/Planning/Long.swift", lines: 261, endsWithNewline: true)
        try root.write("Tests/PlanningTests/Full.swift", lines: 400, endsWithNewline: true)
        try root.write("Tests/PlanningTests/LongToo.swift", lines: 401, endsWithNewline: false)
        try root.write("Tests/PlanningTests/Goldens/Any.swift", lines: 2000, endsWithNewline: true)
        #expect(
            try SourceTree(root: root.path).violations.lines == """
                Sources/Planning/Long.swift: has 261 lines, at most 260 are allowed
                Tests/PlanningTests/LongToo.swift: has 401 lines, at most 400 are allowed
                """)
    }

    @Test func aGrantThatNobodyUsesIsFound() throws {
        let found = try tree("ForbiddenImports").grantViolations.lines
        #expect(found.contains("Sources/Execution: may import Planning, but does not"), "\(found)")
        #expect(!found.contains("Sources/Planning: may import StorageModel"), "\(found)")
    }
}
