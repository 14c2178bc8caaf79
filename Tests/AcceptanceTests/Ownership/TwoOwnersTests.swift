import Glibc
import TestSupport
import Testing

/// One object, two stacks that want it: the program itself, held at a request while somebody else is at work.
@Suite(.timeLimit(.minutes(5))) struct TwoOwnersTests {
    private static let volumes = Console.stack("ledger: {size: 1GiB}, wal: {size: 1GiB}", "guards: {max_deletes: 9}")
    private static let consent = ["--yes", "--allow-destroy", "--max-deletes", "9", "--retry-interval", "0.01"]
    /// What somebody else writes, without asking anybody.
    private static let theirs = "datera-apply v1 thief theirs 000003 0123456789ab -"

    private static func heir(_ name: String) -> String {
        Console.stack("\(name): {size: 1GiB}", name: "heir")
    }

    /// Starts the program on a manifest, and does something while the array holds its request.
    ///
    /// - Parameter hold: as `/_sim/faults` takes it; `{ledger}` is the volume's uuid.
    private func held(
        _ arguments: [String], _ manifest: String, at hold: String,
        _ meanwhile: @Sendable @escaping (Console) async throws -> Void,
        _ afterwards: @Sendable @escaping (Console, ToolProcess, Int32) async throws -> Void
    ) async throws {
        let file = TemporaryFile()
        try file.write(manifest)
        try await SimulatedDSP.with { array async throws in
            let console = Console(array: array)
            try await console.prepare(Self.volumes)
            try await array.admin("POST", "/_sim/faults", try await array.filled(hold))
            let process = try ToolProcess(arguments + ["-f", file.path], environment: array.environment)
            #expect(try await array.waitUntilHeld { process.hasEnded })
            try await meanwhile(console)
            try await array.admin("DELETE", "/_sim/held")
            try await afterwards(console, process, await process.end())
        }
    }

    private static let removing = Console.stack(
        "wal: {size: 1GiB}", "guards: {max_deletes: 9}\nremoved: [{from: volume/ledger, action: delete}]")

    /// The DELETE of `removed: delete`, and an adoption meanwhile.
    @Test func anAdoptionFromAStackThatIsAtWorkIs6() async throws {
        let hold = #"{"kind":"hold","count":1,"match":"DELETE /app_instances/{ledger}"}"#
        try await held(["apply"] + Self.consent, Self.removing, at: hold) { console async throws in
            for name in ["ledger", "wal"] {
                let adopted = try await console.run(["adopt", "--yes", name, "--from-stack", "owner"], Self.heir(name))
                #expect(adopted.status == 6, "\(adopted.output)")
                #expect(adopted.words.contains("another run of stack owner is in progress"))
            }
        } _: { console, process, status async throws in
            #expect(status == 0, "\(process.output)\(process.error)")
            #expect(try await console.array.record(of: "ledger") == nil)
            #expect(try await console.array.leases().isEmpty)
            let adopted = try await console.run(["adopt", "--yes", "wal", "--from-stack", "owner"], Self.heir("wal"))
            #expect(adopted.status == 0, "\(adopted.output)")
            #expect(try await console.array.leases().isEmpty)
        }
    }

    @Test func anAdoptionFromAStackThatIsNotThereNamesThoseThatAre() async throws {
        try await Console.with { console in
            try await console.prepare(Self.volumes)
            let adopted = try await console.run(
                ["adopt", "--yes", "ledger", "--from-stack", "ownr"], Self.heir("ledger"))
            #expect(adopted.status == 1, "\(adopted.output)")
            #expect(adopted.words.contains("there is no stack `ownr` on the array; did you mean `owner`?"))
        }
    }

    @Test func whileAnAdoptionIsAtWorkTheStackThatGivesIs6AndSoIsAnotherThatAdopts() async throws {
        let hold = #"{"kind":"hold","count":1,"match":"PUT /app_instances/{ledger}"}"#
        try await held(["adopt", "--yes", "ledger", "--from-stack", "owner"], Self.heir("ledger"), at: hold) {
            console async throws in
            #expect(try await console.run(["apply"] + Self.consent, Self.removing).status == 6)
            #expect(try await console.run(["destroy"] + Self.consent, Self.volumes).status == 6)
            try await console.array.call(
                "POST", "/app_instances",
                #"{"name":"stray","storage_instances":[{"name":"storage-1","#
                    + #""volumes":[{"name":"volume-1","size":1}]}]}"#)
            let third = Console.stack("stray: {size: 1GiB}", name: "third")
            let adopted = try await console.run(["adopt", "--yes", "stray"], third)
            #expect(
                adopted.status == 6 && adopted.words.contains("another adoption is in progress"), "\(adopted.output)")
        } _: { console, process, status async throws in
            #expect(status == 0, "\(process.output)\(process.error)")
            #expect(try await console.app("ledger")["descr"]?.text.contains(" heir ledger ") == true)
            #expect(try await console.array.leases().isEmpty)
        }
    }

    /// The same with `destroy`: somebody who asks no lease, between the note for the way back and the PUT.
    @Test func whatIsNoLongerOursIsNotMovedToTheTrash() async throws {
        let hold = #"{"kind":"hold","count":1,"match":"PUT /app_instances/{ledger}/int_ecosystem_data"}"#
        try await held(["destroy", "--parallelism", "1"] + Self.consent, Self.volumes, at: hold) {
            console async throws in
            try await console.array.call("PUT", try await console.path("ledger"), #"{"descr":"\#(Self.theirs)"}"#)
        } _: { console, process, status async throws in
            #expect(status == 3, "\(process.output)\(process.error)")
            #expect(process.output.contains("volume/theirs of stack thief"), "\(process.output)")
            let live = try await console.app("ledger")
            #expect(live["descr"]?.text == Self.theirs && live["admin_state"]?.text == "online")
            #expect(try await console.array.record(of: "wal") == nil, "the rest goes on")
        }
    }

    /// The first step of all: nothing was done, so the plan was stale.
    @Test func aWindowIsNotOpenedOnWhatIsSomebodyElses() async throws {
        let changed = Self.volumes.replacing("ledger: {size: 1GiB}", with: "ledger: {size: 1GiB, replica_count: 4}")
        let hold = #"{"kind":"hold","count":1,"match":"GET /app_instances/{ledger}"}"#
        try await held(["apply", "--allow-disruptive"] + Self.consent, changed, at: hold) { console async throws in
            try await console.array.call("PUT", try await console.path("ledger"), #"{"descr":"\#(Self.theirs)"}"#)
        } _: { console, process, status async throws in
            #expect(status == 5, "\(process.output)\(process.error)")
            #expect(process.output.contains("volume/theirs of stack thief"))
            #expect(process.output.contains("The step was not carried out"))
            let live = try await console.app("ledger")
            #expect(live["descr"]?.text == Self.theirs && live["admin_state"]?.text == "online")
        }
    }

    /// Neither deleted nor put online: what it has become is not known here. It is said that it is offline.
    @Test func whatIsTakenInsideAWindowIsLeftAsItIs() async throws {
        let hold = #"{"kind":"hold","count":1,"at":"answered","match":"PUT /app_instances/{ledger}"}"#
        try await held(["apply"] + Self.consent, Self.removing, at: hold) { console async throws in
            try await console.array.call("PUT", try await console.path("ledger"), #"{"descr":"\#(Self.theirs)"}"#)
        } _: { console, process, status async throws in
            #expect(status == 3, "\(process.output)\(process.error)")
            #expect(process.output.contains("volume/theirs of stack thief"))
            #expect(process.output.contains("volume/ledger is still offline"), "\(process.output)")
            #expect(try await console.app("ledger")["descr"]?.text == Self.theirs)
        }
    }

    /// The look at the end.
    @Test func aMarkerThatWasOverwrittenWhileTheRunWasAtWorkIsTold() async throws {
        let changed = Self.volumes.replacing("ledger: {size: 1GiB}", with: "ledger: {size: 2GiB}")
        let hold = #"{"kind":"hold","count":1,"at":"answered","match":"PUT /app_instances/{ledger}","after":1}"#
        try await held(["apply"] + Self.consent, changed, at: hold) { console async throws in
            try await console.array.call("PUT", try await console.path("ledger"), #"{"descr":"\#(Self.theirs)"}"#)
        } _: { console, process, status async throws in
            #expect(status == 3, "\(process.output)\(process.error)")
            #expect(process.output.contains("is volume/theirs of stack thief now"), "\(process.output)")
        }
    }
}
