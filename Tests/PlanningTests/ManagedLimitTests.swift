import Planning
import StorageModel
import TestSupport
import Testing

/// Of the limits of a volume, the marker covers those that the manifest names, and no others.
@Suite struct ManagedLimitTests {
    /// Somebody sets a limit that the manifest does not name.
    private func setUnnamedLimit(on array: ModelArray) async {
        await array.edit { $0.appInstances[0].storageInstances[0].volumes[0].performance?[.readIOPS] = .at(77) }
    }

    private func setNamedLimit(on array: ModelArray) async {
        await array.edit { $0.appInstances[0].storageInstances[0].volumes[0].performance?[.totalIOPS] = .at(7) }
    }

    private func drift(_ desired: DesiredState, on array: ModelArray) async throws -> [DriftEntry.Kind] {
        let observed = try await array.observe(tenants: desired.tenantsInUse)
        return DriftAnalysis().report(desired, against: observed).entries.map(\.kind)
    }

    private func larger() -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.size.value = Gibibytes(200) } }
        return desired
    }

    /// As markers were before limits were told apart: the group alone, and the hash over all six limits.
    private func writeEarlierMarker(on array: ModelArray) async throws {
        let marker = try #require(await array.state.appInstances[0].marker)
        await array.edit { state in
            var marker = marker
            marker.mask.subtract(.everyLimit)
            marker.hash = CanonicalForm(of: state.appInstances[0], under: marker.mask).hash
            state.appInstances[0].describe(as: marker.description)
        }
        #expect(await array.state.appInstances[0].marker?.mask.contains(.qos) == true)
    }

    @Test func aLimitThatTheManifestDoesNotNameMayChangeWithoutAnyNoise() async throws {
        let array = try await SampleStack.applied()
        await setUnnamedLimit(on: array)
        let plan = try await array.plan(SampleStack.desired())
        #expect(plan.isEmpty && plan.notes.isEmpty)
        #expect(try await drift(SampleStack.desired(), on: array).isEmpty)
    }

    @Test func driftPendingAndBothStayTellableBesideIt() async throws {
        let array = try await SampleStack.applied()
        await setUnnamedLimit(on: array)
        #expect(try await drift(larger(), on: array) == [.pending])
        await setNamedLimit(on: array)
        #expect(try await drift(SampleStack.desired(), on: array) == [.drift])
        #expect(try await drift(larger(), on: array) == [.both])
    }

    @Test func namingOneMoreLimitIsPendingAndNamingOneLessIsSaidOnce() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.qos?.limits[.readIOPS] = Declared(.at(100)) } }
        #expect(try await drift(desired, on: array) == [.pending])
        try await array.converge(desired)
        let fewer = try await array.converge(SampleStack.desired())
        #expect(fewer.notes.map(\.text) == ["no longer managed, the live value stays: qos.read_iops_max"])
        #expect(fewer.graph.steps.map(\.id) == ["volume/ledger:record"])
        let again = try await array.plan(SampleStack.desired())
        #expect(again.isEmpty && again.notes.isEmpty)
    }

    @Test func aMarkerWithoutSingleLimitsIsReadAsItWasMeantAndRewritten() async throws {
        let array = try await SampleStack.applied()
        try await writeEarlierMarker(on: array)
        #expect(try await array.plan(SampleStack.desired()).graph.steps.map(\.id) == ["volume/ledger:record"])
        #expect(try await drift(larger(), on: array) == [.pending])
        await setNamedLimit(on: array)
        #expect(try await drift(SampleStack.desired(), on: array) == [.drift])
        #expect(try await drift(larger(), on: array) == [.both])
        try await array.converge(SampleStack.desired())
        try await writeEarlierMarker(on: array)
        await setUnnamedLimit(on: array)
        let plan = try await array.converge(SampleStack.desired())
        #expect(plan.graph.steps.map(\.id) == ["volume/ledger:record"])
        #expect(try await array.plan(SampleStack.desired()).isEmpty)
    }

    @Test func ignoringQosIgnoresEveryLimit() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.ignores = [IgnoreRule(pattern: "volume/*", fields: .qos, reason: "tuned by hand")]
        let plan = try await array.converge(desired)
        #expect(plan.notes.isEmpty && plan.graph.steps.map(\.id) == ["volume/ledger:record"])
        #expect(await array.state.appInstances[0].marker?.mask.isDisjoint(with: .everyLimit) == true)
        await setNamedLimit(on: array)
        #expect(try await array.plan(desired).isEmpty)
    }
}
