import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

/// Changes that are alike are one block; what they come to stands at the end.
@Suite struct FoldingTests {
    private static let gold = "gold"

    /// - Parameter sizes: of volumes `vol-001` and so on, of a type.
    private func stack(_ sizes: [Int]) -> DesiredState {
        var desired = DesiredState(stack: "large")
        desired.appInstances = sizes.enumerated().map { index, size in
            let number = String(index + 1)
            let key = "vol-" + String(repeating: "0", count: 3 - number.count) + number
            var volume = SampleStack.volume(ResourceKey(key), size: size)
            volume.name = Declared("Volume_\(number)")
            volume.storageInstances[0].attachment = nil
            volume.volumeType = Self.gold
            return volume
        }
        return desired
    }

    private func empty() -> ModelArray {
        var state = ObservedState(cluster: SampleStack.cluster)
        state.capacity = ArrayCapacity(
            total: Gibibytes(1_000_000), available: Gibibytes(1_000_000), provisioned: Gibibytes(0))
        return ModelArray(state)
    }

    @Test func threeHundredCreationsAreOneBlockWithTheirTypeSizeAndKeys() async throws {
        let sizes = (0..<300).map { 100 + $0 % 3 * 50 }
        let record = PlanRecord(try await empty().plan(stack(sizes)))
        let text = PlanText().render(record)
        #expect(text.contains("+ 300 volumes, type gold, 43.9 TiB in all"), "\(text)")
        #expect(text.contains("addresses: volume/vol-001 … vol-300"))
        #expect(text.contains("100 GiB to 200 GiB"))
        #expect(text.contains("Plan: create 300 volumes (43.9 TiB), change none, delete none. 300 steps."))
        #expect(text.contains("array, of 976.6 TiB"))
        #expect(text.contains("0 % → 14 %"), "\(text)")
        #expect(text.split(separator: "\n").count < 25)
        #expect(PlanMarkdown().render(record).contains("+ 300 volumes, type gold, 43.9 TiB in all"))
        #expect(PlanMarkdown().render(record).utf8.count < 3_000)
    }

    @Test func fullUnfoldsThemAndTheJSONIsNeverFolded() async throws {
        let record = PlanRecord(try await empty().plan(stack(Array(repeating: 10, count: 20))))
        let text = PlanText(style: TextStyle(isColoured: false, isFolded: false)).render(record)
        for change in record.changes { #expect(text.contains("+ \(change.address)\n")) }
        let json = PlanJSON.render(record)
        #expect(json.components("\"action\" : \"create\"") == 21, "20 changes and one count")
    }

    @Test func whatDiffersInAnythingButNameAndSizeStaysByItself() async throws {
        var desired = stack(Array(repeating: 10, count: 6))
        desired.appInstances[3].editVolume { $0.replicaCount = Declared(2) }
        let text = PlanText().render(try await empty().plan(desired))
        #expect(text.contains("+ 5 volumes, type gold, 50 GiB in all"))
        #expect(text.contains("volume/vol-001 … vol-003, volume/vol-005, vol-006"), "\(text)")
        #expect(text.contains("+ volume/vol-004\n"))
    }

    @Test func whatDoesHarmIsLastAndNamed() async throws {
        var desired = stack(Array(repeating: 10, count: 12))
        let array = empty()
        try await array.converge(desired)
        let gone = desired.appInstances.removeFirst()
        desired.removals = [Removal(.volume(gone.key), .delete)]
        for index in desired.appInstances.indices {
            desired.appInstances[index].editVolume { $0.size = Declared(Gibibytes(20)) }
        }
        let plan = try await array.plan(desired, PlanningOptions(maxDeletes: 1, maxUpdatePercent: 100))
        let lines = PlanText().render(plan).split(separator: "\n").map(String.init)
        let removal = try #require(lines.firstIndex { $0.hasPrefix("  - volume/vol-001") })
        let update = try #require(lines.firstIndex { $0.hasPrefix("  ~ 11 volumes, type gold, 220 GiB") })
        #expect(update < removal)
        let sum = try #require(
            lines.firstIndex { $0.hasPrefix("Plan: create none, change 11 volumes, delete 1 volume") })
        let harm = try #require(lines.firstIndex(of: "! destructive: volume/vol-001"))
        let needs = try #require(lines.firstIndex { $0.hasPrefix("To apply it: --allow-destroy (and --max-deletes 1") })
        #expect(removal < sum && sum < harm && harm < needs)
        #expect(lines.last == "Digest: \(PlanRecord(plan).digest)")
    }

    @Test func everyDeletionOfAFoldIsNamed() async throws {
        var desired = stack(Array(repeating: 10, count: 30))
        let array = empty()
        try await array.converge(desired)
        let gone = desired.appInstances.prefix(20)
        desired.appInstances.removeFirst(20)
        desired.removals = gone.map { Removal(.volume($0.key), .trash) }
        let plan = try await array.plan(desired, PlanningOptions(maxDeletes: 20, maxUpdatePercent: 100))
        let text = PlanText().render(plan)
        #expect(text.contains("- 20 volumes, 200 GiB in all"), "\(text)")
        for app in gone { #expect(text.contains("volume/\(app.key)")) }
    }
}

extension String {
    fileprivate func components(_ separator: String) -> Int { split(separator: separator).count - 1 }
}
