import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

/// The bounds of a plan that is a comment on a pull request.
@Suite struct PlanMarkdownTests {
    /// - Parameter keys: of removed, of disrupted and of otherwise changed volumes.
    private func plan(removed: [String], disrupted: [String], safe: [String]) async throws -> PlanRecord {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        var desired = DesiredState(stack: "large")
        desired.appInstances = (removed + disrupted + safe).map { key in
            var volume = SampleStack.volume(ResourceKey(markerID: key), size: 10)
            volume.storageInstances[0].attachment = nil
            return volume
        }
        try await array.converge(desired)
        let gone = Set(removed)
        let offline = Set(disrupted)
        desired.appInstances = desired.appInstances.filter { !gone.contains($0.key.markerID) }.map { volume in
            var volume = volume
            let isOffline = offline.contains(volume.key.markerID)
            volume.editVolume {
                if isOffline { $0.replicaCount?.value = 5 } else { $0.size.value = Gibibytes(20) }
            }
            return volume
        }
        desired.removals = removed.map { Removal(.volume(ResourceKey(markerID: $0)), .delete) }
        let options = PlanningOptions(maxDeletes: removed.count, maxUpdatePercent: 100)
        return PlanRecord(try await array.plan(desired, options))
    }

    /// The longest keys that a marker can hold.
    private func keys(_ prefix: String, _ count: Int) -> [String] {
        (0..<count).map { number in
            let digits = String(number)
            return prefix + String(repeating: "x", count: 46 - prefix.count - digits.count) + digits
        }
    }

    @Test(.thorough) func manyChangesFitAndEveryDestructiveOneIsNamed() async throws {
        let removed = keys("gone", 500)
        let plan = try await plan(removed: removed, disrupted: keys("offline", 200), safe: keys("safe", 1300))
        #expect(plan.changes.count == 2000)
        let text = PlanMarkdown(isFolded: false).render(plan)
        #expect(text.utf8.count <= 60_000, "\(text.utf8.count) bytes")
        #expect(removed.allSatisfy { text.contains($0) })
        #expect(text.contains("Destructive: 500 changes") && text.contains("Disruptive: 200 changes"))
        #expect(text.contains("changes did not fit"))
        #expect(PlanMarkdown(isFolded: false).render(plan) == text)
        let folded = PlanMarkdown().render(plan)
        #expect(folded.utf8.count <= 60_000 && removed.allSatisfy { folded.contains($0) })
        #expect(folded.contains("1300 volumes") && !folded.contains("did not fit"))
    }

    @Test(.thorough) func manyDeletionsAreAllNamedWhereTheirNamesFit() async throws {
        let removed = (1...2000).map { "scratch.\($0)" }
        let text = PlanMarkdown().render(try await plan(removed: removed, disrupted: [], safe: []))
        #expect(text.utf8.count <= 60_000)
        let words = Set(text.split { !$0.isNumber }.map(String.init))
        #expect((1...2000).allSatisfy { words.contains("\($0)") })
    }

    @Test(.thorough, arguments: [0, 3, 40, 400])
    func noLimitIsExceededAndNothingGoesUncounted(count: Int) async throws {
        let plan = try await plan(
            removed: keys("gone", count), disrupted: keys("offline", count), safe: keys("safe", count))
        let addresses = Set(plan.changes.map(\.address))
        for limit in [4_000, 6_000, 20_000, 60_000] {
            let text = PlanMarkdown(limit: limit, isFolded: false).render(plan)
            #expect(text.utf8.count <= limit, "\(text.utf8.count) bytes")
            #expect(PlanMarkdown(limit: limit).render(plan).utf8.count <= limit)
            #expect(text.split(separator: "\n").count { $0.hasPrefix("```") } % 2 == 0)
            let named = addresses.count { text.contains($0.replacing("volume/", with: "")) }
            let hidden = text.firstMatch(of: #/(\d+) changes? did not fit/#).flatMap { Int($0.1) } ?? 0
            #expect(named + hidden == addresses.count)
        }
    }

    @Test func theFirstLineTellsABotWhichCommentIsItsOwn() async throws {
        let text = PlanMarkdown().render(PlanRecord(try await SamplePlan.named("create").plan()))
        #expect(text.hasPrefix(PlanMarkdown.marker(of: "sample") + "\n"))
    }

    @Test func whatAManifestSaysCannotLeaveItsCodeBlock() async throws {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        var desired = DesiredState(stack: "sample")
        let text = "```\n# Approved by @everyone\n<script>"
        desired.tenants = [DesiredTenant(path: TenantPath("payments"), description: Declared(text))]
        let markdown = PlanMarkdown().render(PlanRecord(try await array.plan(desired)))
        let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
        let fence = try #require(lines.firstIndex { $0.hasPrefix("````diff") })
        let end = try #require(lines[(fence + 1)...].firstIndex { $0 == "````" })
        let place = try #require(lines.firstIndex { $0.contains("@everyone") })
        #expect((fence...end).contains(place))
    }

    /// Whatever a plan holds: long texts, many of them, fences that grow with what they hold, accents without end.
    @Test(.thorough, arguments: QuickTests.seeds(20)) func noContentExceedsTheLimit(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "word ", "`", "```", "\n", "é", "😀", "e\u{301}\u{301}\u{301}", "a\u{202E}", "|", "</details>", "\t",
            "@all ",
        ]
        func text(upTo most: Int) -> String {
            let only = Bool.random(using: &generator) ? pieces.randomElement(using: &generator) : nil
            return (0..<Int.random(in: 0...most, using: &generator)).map { _ in
                only ?? pieces.randomElement(using: &generator) ?? ""
            }.joined()
        }
        var desired = DesiredState(stack: "sample")
        desired.tenants = (0..<Int.random(in: 0...60, using: &generator)).map {
            DesiredTenant(path: TenantPath("tenant-\($0)"), description: Declared(text(upTo: 600)))
        }
        var plan = PlanRecord(
            try await ModelArray(ObservedState(cluster: SampleStack.cluster)).plan(desired))
        plan.cluster.name = text(upTo: 3_000)
        plan.cluster.productVersion = text(upTo: 3_000)
        plan.scope = Bool.random(using: &generator) ? text(upTo: 3_000) : nil
        let block = Block(.orphaned, nil, "", hint: "")
        func problems() -> [ProblemRecord] {
            (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                var problem = ProblemRecord(block)
                (problem.message, problem.hint) = (text(upTo: 400), text(upTo: 400))
                return problem
            }
        }
        (plan.blocks, plan.warnings) = (problems(), problems())
        for limit in [4_000, 4_500, 10_000, 60_000, 65_536, 150_000] {
            let markdown = PlanMarkdown(limit: limit).render(plan)
            #expect(markdown.utf8.count <= limit, "\(markdown.utf8.count) bytes at \(limit)")
            #expect(markdown.hasPrefix(PlanMarkdown.marker(of: "sample") + "\n"))
        }
    }

    @Test func aPlanWhoseHeadingAloneIsTooLongSaysSo() async throws {
        var plan = PlanRecord(try await SamplePlan.named("create").plan())
        plan.stack = String(repeating: "s", count: 5_000)
        let text = PlanMarkdown(limit: 4_000).render(plan)
        #expect(text.utf8.count <= 4_000 && text.contains("does not fit"), "\(text)")
    }
}
