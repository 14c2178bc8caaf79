import Planning
import StorageModel
import TestSupport
import Testing

/// Description and key-values that the manifest names are managed: one changed by hand is drift.
@Suite struct ManagedKeyValueTests {
    private static func stack(_ values: [String: String], size: Int = 100) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit {
            $0.metadata = values.mapValues { Declared($0) }
            $0.editVolume { $0.size.value = Gibibytes(size) }
        }
        return desired
    }

    private static let told = ["description": "Ledger", "team": "payments"]

    private func applied() async throws -> ModelArray {
        let array = try await SampleStack.applied()
        try await array.converge(Self.stack(Self.told))
        return array
    }

    private func edit(_ array: ModelArray, _ key: String, _ value: String) async {
        await array.edit { $0.appInstances[0].metadata?[key] = value }
    }

    private func drift(_ desired: DesiredState, on array: ModelArray) async throws -> [DriftEntry.Kind] {
        DriftAnalysis().report(desired, against: await array.state).entries.map(\.kind)
    }

    @Test(arguments: ["description", "team"]) func oneThatIsChangedByHandIsDrift(key: String) async throws {
        let array = try await applied()
        await edit(array, key, "somebody else's")
        #expect(try await drift(Self.stack(Self.told), on: array) == [.drift])
        #expect(try await drift(Self.stack(Self.told, size: 200), on: array) == [.both])
        try await array.converge(Self.stack(Self.told))
        #expect(try await array.plan(Self.stack(Self.told)).isEmpty)
        #expect(try await drift(Self.stack(Self.told), on: array).isEmpty)
    }

    @Test func oneThatIsChangedInTheManifestIsPending() async throws {
        let array = try await applied()
        #expect(try await drift(Self.stack(["description": "Ledger", "team": "billing"]), on: array) == [.pending])
        #expect(try await drift(Self.stack(Self.told, size: 200), on: array) == [.pending])
    }

    @Test func keysOfOtherProgramsAndThoseOfTheToolDoNotCount() async throws {
        let array = try await applied()
        await edit(array, "fs_type", "xfs")
        await edit(array, "da.snap.one", "taken")
        #expect(try await drift(Self.stack(Self.told, size: 200), on: array) == [.pending])
        #expect(try await array.plan(Self.stack(Self.told)).isEmpty)
    }

    @Test func aDroppedKeyIsNoDriftWhateverElseIsThere() async throws {
        let array = try await applied()
        await edit(array, "fs_type", "xfs")
        for values in [["description": "Ledger"], [:]] {
            #expect(try await drift(Self.stack(values, size: 200), on: array) == [.pending], "\(values)")
        }
        let plan = try await array.converge(Self.stack(["description": "Ledger"]))
        #expect(plan.graph.steps.map(\.id) == ["volume/ledger:record"])
        #expect(try await array.plan(Self.stack(["description": "Ledger"])).isEmpty)
    }

    @Test func valuesThatAreThereAlreadyAreRecorded() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].metadata = Self.told }
        let before = try #require(await array.state.appInstances[0].marker)
        #expect(!before.mask.contains(.metadata))
        await edit(array, "team", "somebody else's")
        #expect(try await drift(Self.stack(Self.told), on: array) == [.pending])
        await array.edit { $0.appInstances[0].metadata = Self.told }
        let plan = try await array.converge(Self.stack(Self.told))
        #expect(plan.graph.steps.map(\.id) == ["volume/ledger:record"])
        #expect(try await array.plan(Self.stack(Self.told)).isEmpty)
    }

    @Test func nothingIsReadOfVolumesWithoutAny() async throws {
        let array = try await SampleStack.applied()
        #expect(
            Planner().plan(SampleStack.desired(), against: try await array.observe(tenants: [.root])).metadataNeeded
                .isEmpty)
    }
}
