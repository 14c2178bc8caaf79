import DSPClient
import StorageModel
import Testing

/// Taking, deleting and restoring snapshots, and cloning, on the wire.
@Suite struct SnapshotCallTests {
    private static let uuid = "b1ac5967-12aa-4959-b24c-c60dd40d0a13"
    private static let app = AppInstanceReference(tenant: Samples.payments, id: uuid)
    private static let byName = AppInstanceReference(tenant: Samples.payments, name: "ledger")
    private static let path = "/app_instances/\(uuid)/storage_instances/storage-1/volumes/volume-1"

    private static func volume(_ app: AppInstanceReference) -> VolumeReference {
        VolumeReference(storage: StorageInstanceReference(app: app, name: "storage-1"), name: "volume-1")
    }

    private static func named(_ app: AppInstanceReference = app) -> NamedSnapshot {
        NamedSnapshot(owner: .volume(volume(app)), name: "before")
    }

    private static let snapshotUUID = named().uuid(in: uuid)

    private static func snapshot(_ state: String) -> String {
        #"{"utc_ts":"1446076384.5","uuid":"\#(snapshotUUID)","op_state":"\#(state)"}"#
    }

    /// The app instance with one volume, which has these snapshots.
    private static func live(_ snapshots: String = "", status: String = "none") -> String {
        #"{"id":"\#(uuid)","name":"ledger","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","#
            + #""size":20,"replica_count":3,"op_status":"\#(status)","snapshots":[\#(snapshots)]}]}]}"#
    }

    private static func clone(of source: CloneSpec.Source) -> CloneSpec {
        CloneSpec(
            tenant: Samples.payments, name: "copy", marker: Samples.marker, accessControlMode: .denyAll, source: source,
            copy: [
                StorageInstanceContent(
                    name: "storage-1",
                    volumes: [VolumeContent(name: "volume-1", size: Gibibytes(20), replicaCount: 3)]
                )
            ])
    }

    private static let copy =
        live().replacing("ledger", with: "copy").replacing(
            #""name":"copy","#, with: #""name":"copy","descr":"\#(Samples.marker)","#)

    @Test func oneThatIsThereAtOnceIsOneRequest() async throws {
        let array = ScriptedArray(["POST \(Self.path)/snapshots": [.data(Self.snapshot("available"))]])
        try await DSPClient(array).perform(.takeSnapshot(Self.named()), secrets: [:])
        #expect(array.work == ["POST /v2.2\(Self.path)/snapshots @/root/payments"])
        #expect(array.requests.last?.bodyText == #"{"uuid":"\#(Self.snapshotUUID)"}"#)
    }

    @Test func oneThatTakesTimeIsWaitedFor() async throws {
        let timing = FakeTiming()
        let array = ScriptedArray([
            "POST \(Self.path)/snapshots": [.data(Self.snapshot("pending"))],
            "GET /app_instances/\(Self.uuid)": [
                .data(Self.live(Self.snapshot("pending"))), .data(Self.live(Self.snapshot("pending"))),
                .data(Self.live(Self.snapshot("available"))),
            ],
        ])
        try await DSPClient(array, timing: timing).perform(.takeSnapshot(Self.named()), secrets: [:])
        #expect(array.work.count == 4)
        #expect(timing.sleeps == [.seconds(1), .seconds(1)])
    }

    @Test func oneThatNeverComesFailsWhenTheBudgetIsSpent() async throws {
        let array = ScriptedArray([
            "POST \(Self.path)/snapshots": [.data(Self.snapshot("pending"))],
            "GET /app_instances/\(Self.uuid)": [.data(Self.live(Self.snapshot("pending")))],
        ])
        let client = DSPClient(array) { $0.retryBudget = .seconds(3) }
        let failure = await failure { () async throws(ArrayFailure) in
            try await client.perform(.takeSnapshot(Self.named()), secrets: [:])
        }
        guard case .unavailable(_, let reason) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(reason.contains("snapshot before"))
    }

    @Test func whatTheSamePlanHasMadeIsLookedUpForItsUUID() async throws {
        let array = ScriptedArray([
            "GET /app_instances/ledger": [.data(Self.live())],
            "POST \(Self.path)/snapshots": [.data(Self.snapshot("available"))],
        ])
        try await DSPClient(array).perform(.takeSnapshot(Self.named(Self.byName)), secrets: [:])
        #expect(array.requests.last?.bodyText == #"{"uuid":"\#(Self.snapshotUUID)"}"#)
    }

    @Test func code15IsAConflictAndTheListTellsThatItIsDone() async throws {
        let array = ScriptedArray([
            "POST \(Self.path)/snapshots": [.error(400, name: "InvalidRequestError", code: 15)],
            "GET /app_instances/\(Self.uuid)": [.data(Self.live(Self.snapshot("available")))],
        ])
        let client = DSPClient(array)
        let failure = await failure { () async throws(ArrayFailure) in
            try await client.perform(.takeSnapshot(Self.named()), secrets: [:])
        }
        #expect(failure?.needsStandingCheck == true)
        #expect(try await client.status(of: .takeSnapshot(Self.named())) == .applied)
    }

    @Test func theStandingOfASnapshotWaitsUntilItIsThere() async throws {
        let array = ScriptedArray([
            "GET /app_instances/\(Self.uuid)": [
                .data(Self.live(Self.snapshot("pending"))), .data(Self.live(Self.snapshot("pending"))),
                .data(Self.live(Self.snapshot("available"))),
            ]
        ])
        #expect(try await DSPClient(array).status(of: .takeSnapshot(Self.named())) == .applied)
        #expect(array.work.count == 3)
        let none = ScriptedArray(["GET /app_instances/\(Self.uuid)": [.data(Self.live())]])
        #expect(try await DSPClient(none).status(of: .takeSnapshot(Self.named())) == .notApplied)
    }

    @Test func deletingAndRestoringUseTheTimeStamp() async throws {
        let reference = SnapshotReference(owner: .volume(Self.volume(Self.app)), timestamp: "1446076384.5")
        let array = ScriptedArray([
            "DELETE \(Self.path)/snapshots/1446076384.5": [.data("{}")], "PUT \(Self.path)": [.data("{}")],
            "GET /app_instances/\(Self.uuid)": [
                .data(Self.live(status: "internal_operation_in_progress")), .data(Self.live()),
            ],
        ])
        let client = DSPClient(array)
        try await client.perform(.deleteSnapshot(reference), secrets: [:])
        try await client.perform(.restoreSnapshot(reference), secrets: [:])
        #expect(array.requests.compactMap(\.bodyText).contains(#"{"restore_point":"1446076384.5"}"#))
        #expect(array.work.count { $0.hasPrefix("GET") } == 2)
        #expect(try await client.status(of: .deleteSnapshot(reference)) == .applied)
    }

    @Test func aCloneIsOneRequestAndItsAnswerIsCompared() async throws {
        let array = ScriptedArray(["POST /app_instances": [.data(Self.copy)]])
        let client = DSPClient(array)
        try await client.perform(.cloneAppInstance(Self.clone(of: .volume(Self.volume(Self.app)))), secrets: [:])
        #expect(
            array.requests.last?.bodyText
                == #"{"access_control_mode":"deny_all","clone_volume_src":{"path":"\#(Self.path)"},"#
                + #""create_mode":"normal","descr":"\#(Samples.marker)","name":"copy"}"#)
        var larger = Self.clone(of: .appInstance(Self.app))
        larger.copy[0].volumes[0].size = Gibibytes(30)
        let failure = await failure { () async throws(ArrayFailure) in
            try await client.perform(.cloneAppInstance(larger), secrets: [:])
        }
        guard case .unexpected(_, let message) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(message.contains("size is 20 GiB, not 30 GiB") && message.contains("Run again"))
        #expect(
            array.requests.last?.bodyText?.contains(#""clone_src":{"path":"/app_instances/\#(Self.uuid)"}"#) == true)
    }

    @Test func theSourceOfACloneIsNamedByUUIDAndTimeStampInTheBody() async throws {
        let array = ScriptedArray([
            "POST /app_instances": [.data(Self.copy)],
            "GET /app_instances/ledger": [.data(Self.live(Self.snapshot("available")))],
        ])
        let client = DSPClient(array)
        for source in [.volume(Self.volume(Self.byName)), .namedSnapshot(Self.named(Self.byName))]
            as [CloneSpec.Source]
        {
            try await client.perform(.cloneAppInstance(Self.clone(of: source)), secrets: [:])
        }
        let bodies = array.requests.filter { $0.method == .post }.compactMap(\.bodyText)
        #expect(bodies[0].contains(#""clone_volume_src":{"path":"\#(Self.path)"}"#))
        #expect(bodies[1].contains(#""clone_snapshot_src":{"path":"\#(Self.path)/snapshots/1446076384.5"}"#))
    }
}
