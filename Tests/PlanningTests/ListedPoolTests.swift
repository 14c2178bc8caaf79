import Planning
import StorageModel
import TestSupport
import Testing

/// A live volume in any listed pool is in sync.
@Suite struct ListedPoolTests {
    private func stack(_ pools: [String], size: Int = 100) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit {
            $0.storageInstances[0].ipPools = Declared(pools)
            $0.editVolume { $0.size.value = Gibibytes(size) }
        }
        return desired
    }

    /// Applied with both pools, then moved to the one that was not chosen.
    private func moved() async throws -> ModelArray {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(stack(["default", "fast"]))
        await array.edit { state in
            let chosen = state.appInstances[0].storageInstances[0].ipPool
            state.appInstances[0].storageInstances[0].ipPool = chosen == "fast" ? "default" : "fast"
        }
        return array
    }

    private func drift(_ desired: DesiredState, on array: ModelArray) async throws -> [DriftEntry.Kind] {
        let observed = try await array.observe(tenants: desired.tenantsInUse)
        return DriftAnalysis().report(desired, against: observed).entries.map(\.kind)
    }

    @Test func aMoveAmongThemMakesNoChangeAndHidesNoPendingOne() async throws {
        let array = try await moved()
        #expect(try await array.plan(stack(["default", "fast"])).isEmpty)
        #expect(try await array.plan(stack(["fast", "default"])).isEmpty, "their order does not matter")
        #expect(try await drift(stack(["default", "fast"]), on: array).isEmpty)
        #expect(try await drift(stack(["default", "fast"], size: 200), on: array) == [.pending])
        try await array.converge(stack(["default", "fast"], size: 200))
        #expect(try await array.plan(stack(["default", "fast"], size: 200)).isEmpty)
    }

    @Test func aMoveToAPoolThatIsNotListedIsDrift() async throws {
        let array = try await moved()
        await array.edit { $0.appInstances[0].storageInstances[0].ipPool = "elsewhere" }
        #expect(try await drift(stack(["default", "fast"]), on: array) == [.drift])
    }
}
