import Execution
import Exporting
import ManifestLoading
import Observing
import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

/// What a manifest cannot express is listed at the end of an export, and nothing of it is opened, changed or removed by
/// planning and applying that export.
@Suite struct ExportRemarkTests {
    /// - Parameter isOwned: whether the stack owns it, or nobody.
    private func export(
        owned isOwned: Bool, targets: Int = 1, _ edit: @Sendable (inout ObservedAppInstance) -> Void
    ) async throws -> (array: ModelArray, text: String, remarks: String) {
        var desired = SampleStack.desired()
        desired.edit {
            // Names of variables are the export's own.
            $0.storageInstances[0].attachment = nil
            $0.editVolume { volume in
                volume.snapshotPolicies = Declared([
                    SnapshotPolicy(name: "nightly", interval: .day, retentionCount: 3)
                ])
            }
            for number in 1..<max(1, targets) {
                var target = $0.storageInstances[0]
                target.name = "storage-\(number + 1)"
                $0.storageInstances.append(target)
            }
        }
        let array = ModelArray(
            ObservedState(cluster: SampleStack.cluster, tenants: [ObservedTenant(path: .root)]))
        try await array.converge(desired)
        await array.edit { state in
            if !isOwned { state.appInstances[0].describe(as: nil) }
            edit(&state.appInstances[0])
        }
        let observed = try await FullRefresh(stack: "sample", tenant: nil).observe(array)
        let text = ManifestExport(observed, stack: "sample", tenant: nil).text
        let parts = text.split(separator: "# Not exported:")
        return (array, text, parts.count > 1 ? String(parts[1]) : "")
    }

    /// Planning it wants nothing, and an adoption and an apply change nothing but markers.
    private func expectNoChange(_ array: ModelArray, _ text: String) async throws {
        let loaded = ManifestLoader().load([ManifestSource(name: "export", text: Array(text.utf8))])
        let desired = try #require(loaded.desired, "\(loaded.diagnostics)\n\(text)")
        let before = await array.state.appInstances.map(\.storageInstances)
        let plan = try await array.plan(desired)
        #expect(plan.isEmpty && plan.blocks.isEmpty, "\(plan.changes.map(\.change.fields)) \(plan.blocks)\n\(text)")
        let all = desired.appInstances.map { AdoptionRequest(key: $0.key) }
        try await array.converge(desired, PlanningOptions(intent: .adopt(all, fromStack: nil)))
        try await array.converge(desired)
        #expect(await array.state.appInstances.map(\.storageInstances) == before, "\(text)")
    }

    @Test(arguments: [true, false]) func aTargetThatLetsNobodyInIsNotOpened(isOwned: Bool) async throws {
        let (array, text, remarks) = try await export(owned: isOwned, targets: 2) { app in
            app.storageInstances[0].accessControlMode = .denyAll
            app.storageInstances[1].accessControlMode = .allowAll
        }
        #expect(text.contains("access_control_mode: deny_all") && !text.contains("access_control_mode: allow_all"))
        #expect(remarks.contains("storage-2 allows all initiators"), "\(text)")
        try await expectNoChange(array, text)
    }

    @Test(arguments: [true, false], ["1min", "2min"])
    func aPolicyWithAnUnknownIntervalIsNamedAndStays(isOwned: Bool, interval: String) async throws {
        let (array, text, remarks) = try await export(owned: isOwned) { app in
            app.storageInstances[0].volumes[0].snapshotPolicies.append(
                SnapshotPolicy(name: "often", interval: .other(interval), retentionCount: 3))
        }
        #expect(remarks.contains("its snapshot policy often (every \(interval), keep 3)"), "\(text)")
        #expect(!text.contains("often:"))
        try await expectNoChange(array, text)
    }

    @Test(
        arguments: [true, false],
        ["2026-01-31T02:00:00.500Z", "2026-01-31T02:00:00+00:60", "2026-02-30T02:00:00Z", "soon"])
    func aStartThatIsNoTimeIsNamedAndStays(isOwned: Bool, start: String) async throws {
        let (array, text, remarks) = try await export(owned: isOwned) { app in
            app.storageInstances[0].volumes[0].snapshotPolicies = [
                SnapshotPolicy(name: "nightly", interval: .day, retentionCount: 3, startTime: start)
            ]
        }
        // Of one that is owned, the marker says that the start was never managed.
        #expect(remarks.contains("the start of its snapshot policy nightly, \(start)") != isOwned, "\(text)")
        #expect(text.contains("nightly:") && !text.contains("start_time"))
        try await expectNoChange(array, text)
    }

    @Test func aValueThatThisVersionDoesNotKnowIsNamed() async throws {
        let (_, text, remarks) = try await export(owned: false) { $0.unknownValues = ["storage-1/volume-1 size 10.9"] }
        #expect(remarks.contains("storage-1/volume-1 size 10.9, a value that this version does not know"), "\(text)")
    }
}
