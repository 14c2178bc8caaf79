import TestSupport
import Testing

/// What differs on the array is said through the program: as a change, as drift or as a note.
@Suite struct LiveStateTests {
    private static let attached = Console.stack(
        "ledger: {size: 1GiB, replica_count: 2}",
        "initiators: {host-1: \"\(Console.host1)\"}\nattachments: {ledger: {initiators: [host-1]}}")

    private func drift(_ manifest: String, at console: Console) async throws -> (status: Int32, report: JSONTree) {
        let run = try await console.run(["drift", "--format", "json"], manifest)
        return (run.status, try JSONTree(parsing: Array(run.output.utf8)))
    }

    @Test func aTargetThatWasOpenedByHandIsDriftAndApplyClosesIt() async throws {
        try await Console.with { console in
            try await console.prepare(Self.attached)
            try await console.array.undergo(
                (
                    "PATCH", "/_sim/state/app_instances/{ledger}/storage_instances/0",
                    #"{"access_control_mode":"allow_all"}"#
                ))
            try await console.connect([Console.host2], to: "ledger")
            let drift = try await drift(Self.attached, at: console)
            #expect(drift.status == 2)
            #expect(drift.report[path: "entries.0.classification"]?.text == "drift")
            #expect(drift.report[path: "entries.0.fields.0.path"]?.text == "access_control_mode")
            #expect(try await console.apply(Self.attached).status == 4, "somebody is cut off")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(Self.attached, "--allow-disruptive").status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger/s1"])
            let mode = try await console.app("ledger")[path: "storage_instances.0.access_control_mode"]
            #expect(mode?.text == "deny_all")
            #expect(try await console.detailedPlan(Self.attached) == 0)
        }
    }

    @Test func anOpenTargetIsExportedAsOne() async throws {
        let open = Console.stack("ledger: {size: 1GiB, access_control_mode: allow_all}")
        try await Console.with { console in
            try await console.prepare(open)
            let exported = try await console.run(["export", "--stack", "owner"])
            #expect(exported.output.contains("access_control_mode: allow_all"), "\(exported.words)")
            #expect(try await console.detailedPlan(exported.output) == 0)
        }
    }

    @Test func aDescriptionThatWasChangedByHandIsDrift() async throws {
        let told = Console.stack("ledger: {size: 1GiB, description: Ledger of the shop, metadata: {team: payments}}")
        try await Console.with { console in
            try await console.prepare(told)
            #expect(try await drift(told, at: console).status == 0)
            let path = try await console.path("ledger") + "/int_ecosystem_data"
            try await console.array.call("PUT", path, #"{"data":{"team":"somebody else"}}"#)
            let drift = try await drift(told, at: console)
            #expect(drift.status == 2 && drift.report[path: "entries.0.fields.0.path"]?.text == "metadata.team")
            #expect(try await console.apply(told).status == 0)
            #expect(try await self.drift(told, at: console).status == 0)
        }
    }

    @Test func anOfflineOrUnhealthyVolumeIsNamedByPlanAndDrift() async throws {
        let stack = Console.stack("one: {size: 1GiB}, two: {size: 1GiB}")
        try await Console.with { console in
            try await console.prepare(stack)
            try await console.array.undergo(("PUT", "/app_instances/{one}", #"{"admin_state":"offline"}"#))
            try await console.array.undergo(
                ("PATCH", "/_sim/state/app_instances/{two}/storage_instances/0/volumes/0", #"{"health":"degraded"}"#))
            for verb in ["plan", "drift"] {
                let run = try await console.run([verb, "--format", "json"], stack)
                let report = try JSONTree(parsing: Array(run.output.utf8))
                let warnings = (report["warnings"]?.elements ?? []).map { $0["message"]?.text ?? "" }
                #expect(run.status == 0, "\(run.words)")
                #expect(
                    warnings == [
                        "offline on the array: volume/one",
                        "the array reports storage-1/volume-1 health degraded for volume/two",
                    ])
                let text = try await console.run([verb], stack)
                #expect(text.words.contains("warning [offline] offline on the array: volume/one"), "\(text.words)")
            }
        }
    }

    @Test func aSnapshotPolicyOfTheAppInstanceIsDriftAndIsSaid() async throws {
        let stack = Console.stack("one: {size: 1GiB}, two: {size: 1GiB}")
        let policy = #"{"name":"nightly","interval":"1day","retention_count":7}"#
        try await Console.with { console in
            try await console.prepare(stack)
            try await console.array.undergo(("POST", "/app_instances/{one}/snapshot_policies", policy))
            let plan = try await console.run(["plan", "--format", "json"], stack)
            let report = try JSONTree(parsing: Array(plan.output.utf8))
            #expect(
                plan.status == 0 && report[path: "warnings.0.code"]?.text == "app_instance_policies", "\(plan.words)")
            let text = try await console.run(["plan"], stack)
            let said = "snapshot policy nightly (every 1day, keep 7, from 1970-01-01T00:00:00+00:00) of volume/one"
            #expect(text.words.contains(said), "\(text.words)")
            let drift = try await drift(stack, at: console)
            #expect(drift.status == 2 && drift.report[path: "entries.0.address"]?.text == "volume/one")
            #expect(drift.report[path: "entries.0.classification"]?.text == "drift")
            #expect(drift.report[path: "entries.0.fields.0.path"]?.text == "snapshot_policies.nightly")
            let exported = try await console.run(["export", "--stack", "owner"])
            let leftOut = "#   one: its snapshot policy nightly (every 1day, keep 7"
            #expect(exported.output.contains(leftOut), "\(exported.output)")
            let ignoring = stack + "ignore: [{match: volume/one, fields: [snapshot_policies], reason: By hand}]\n"
            #expect(try await self.drift(ignoring, at: console).status == 0)
            #expect(!(try await console.run(["plan"], ignoring)).output.contains("nightly"))
        }
    }

    @Test func aLiveValueThatCannotGoBackBlocksOneVolumeAndTheRestIsPlanned() async throws {
        let stack = Console.stack("one: {size: 2GiB}, two: {size: 2GiB}")
        let edited = Console.stack("one: {size: 2GiB}, two: {size: 3GiB}")
        try await Console.with { console in
            try await console.prepare(stack)
            try await console.array.undergo(
                ("PUT", "/app_instances/{one}/storage_instances/storage-1/volumes/volume-1", #"{"size":5}"#))
            let plan = try await console.run(["plan", "--format", "json"], edited)
            let report = try JSONTree(parsing: Array(plan.output.utf8))
            #expect(plan.status == 4 && report[path: "blocks.0.code"]?.text == "cannot_reduce", "\(plan.words)")
            #expect((report["changes"]?.elements ?? []).map { $0["address"]?.text } == ["volume/two"])
            let markdown = try await console.run(["plan", "--format", "markdown"], edited)
            #expect(markdown.status == 4 && markdown.output.contains("volume/two"))
            let drift = try await drift(stack, at: console)
            #expect(drift.status == 2 && drift.report[path: "entries.0.fields.0.path"]?.text == "size")
            let ignoring = edited + "ignore: [{match: volume/one, fields: [size], reason: Cinder owns it}]\n"
            #expect(try await console.apply(ignoring).status == 0)
            let rest = Console.stack("one: {size: 2GiB}, two: {size: 4GiB}")
            #expect(try await console.apply(rest, "--exclude", "volume/one").status == 0)
        }
    }

    @Test func aGroupOfAnotherStackIsNotEmptiedWithoutLeave() async throws {
        let hosts = "initiators: {host-1: \"\(Console.host1)\", host-2: \"\(Console.host2)\"}\n"
        let both = Console.stack("ledger: {size: 1GiB}", hosts + "initiator_groups: {hosts: [host-1, host-2]}")
        let user = Console.stack(
            "journal: {size: 1GiB}",
            hosts + "initiator_groups: {hosts: [host-1, host-2]}\nattachments: {journal: {initiator_groups: [hosts]}}",
            name: "two")
        try await Console.with { console in
            try await console.prepare(both)
            try await console.prepare(user)
            let one = both.replacing("hosts: [host-1, host-2]", with: "hosts: [host-1]")
            let refused = try await console.run(["apply", "--yes"], one)
            #expect(refused.status == 4 && refused.words.contains("journal of stack two"), "\(refused.words)")
            #expect(try await console.apply(one, "--allow-disruptive").status == 0)
        }
    }
}
