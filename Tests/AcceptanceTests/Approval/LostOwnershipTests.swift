import TestSupport
import Testing

/// What was approved and can no longer be done is refused as stale, and not passed off as done.
@Suite struct LostOwnershipTests {
    /// Something that the array has lost since the review.
    enum Loss: String, Sendable, CaseIterable {
        case markerWiped, foreignMarker, deleted

        var deeds: [SimulatedDSP.Deed] {
            switch self {
            case .markerWiped: [("PUT", "/app_instances/{ledger}", #"{"descr":"tuned by hand"}"#)]
            case .foreignMarker:
                [("PUT", "/app_instances/{ledger}", #"{"descr":"datera-apply v1 thief theirs 000003 0123456789ab -"}"#)]
            case .deleted:
                [
                    ("PUT", "/app_instances/{ledger}", #"{"admin_state":"offline","force":true}"#),
                    ("DELETE", "/app_instances/{ledger}", #"{"force":true}"#),
                ]
            }
        }
    }

    struct Verb: Sendable, CustomStringConvertible {
        var description: String
        var volume = "{size: 10GiB, replica_count: 2}"
        var more = ""
        var isRemoval = false
    }

    static let verbs = [
        Verb(description: "extend", volume: "{size: 20GiB, replica_count: 2}"),
        Verb(
            description: "attach",
            more: "initiators: {db-01: \"iqn.1993-08.org.debian:01:db01\"}\n"
                + "attachments: {ledger: {initiators: [db-01]}}"),
        Verb(description: "snapshot", more: "snapshots: {ledger@before: {}}"),
        Verb(description: "limits", volume: "{size: 10GiB, replica_count: 2, qos: {total_iops_max: 100}}"),
        Verb(description: "delete", more: "removed: [{from: volume/ledger, action: delete}]", isRemoval: true),
        Verb(description: "trash", more: "removed: [{from: volume/ledger, action: trash}]", isRemoval: true),
        Verb(description: "delete snapshot", more: "removed: [{from: snapshot/ledger@old, action: delete}]"),
    ]

    private static func manifest(_ verb: Verb, manage: String = "") -> String {
        let ledger = "ledger: " + verb.volume.dropLast() + "\(manage)}"
        let volumes = (verb.isRemoval ? [] : [ledger]) + ["other: {size: 1GiB}"]
        return Console.stack(
            volumes.joined(separator: ", "), "guards: {max_deletes: 9, max_update_pct: 100}\n\(verb.more)")
    }

    /// With a snapshot, unless that keeps the volume.
    private static func before(_ verb: Verb) -> String {
        Console.stack(
            "ledger: {size: 10GiB, replica_count: 2}, other: {size: 1GiB}",
            verb.isRemoval ? "" : "snapshots: {ledger@old: {}}")
    }

    private static let consent = ["--yes", "--allow-destroy", "--allow-disruptive"]

    /// Nothing is left to delete where all is gone.
    private static func isDone(_ verb: Verb, _ loss: Loss) -> Bool {
        loss == .deleted && ["delete", "delete snapshot"].contains(verb.description)
    }

    /// Each loss with some of the verbs, with all of them in the soak.
    private static func cases(_ names: [String], of count: Int) -> [(String, Loss)] {
        Loss.allCases.flatMap { loss in
            Soak.sample(names, of: count, for: "lost \(loss)").map { ($0, loss) }
        }
    }

    @Test(arguments: cases(verbs.map(\.description), of: 3))
    func aSavedPlanOfWhatTheStackHasLostIs5(_ name: String, _ loss: Loss) async throws {
        let verb = try #require(Self.verbs.first { $0.description == name })
        try await Console.with { console in
            try await console.prepare(Self.before(verb))
            let file = TemporaryFile()
            let saved = try await console.run(["plan", "-o", file.path], Self.manifest(verb))
            #expect(saved.status == 0, "\(saved.words)")
            let digest = saved.output.split(separator: "\n").last?.split(separator: " ").last.map(String.init) ?? ""
            for deed in loss.deeds { try await console.array.undergo(deed) }
            try await console.array.forgetRequests()
            for arguments in [[file.path], [file.path, "--approve", digest]] {
                let applied = try await console.run(["apply"] + Self.consent + arguments)
                #expect(applied.status == (Self.isDone(verb, loss) ? 0 : 5), "\(applied.words)")
                #expect(Self.isDone(verb, loss) || applied.words.contains("now "), "\(applied.words)")
            }
            let checked = try await console.run(["show", "--check", file.path])
            #expect(checked.status == (Self.isDone(verb, loss) ? 0 : 5), "\(checked.words)")
            #expect(try await console.array.writes().isEmpty)
        }
    }

    /// Of an approved plan only its digest is known. What a removal was about is then not known any more.
    @Test(arguments: cases(["extend", "attach", "snapshot", "limits"], of: 2))
    func anApprovedPlanOfWhatTheStackHasLostIs5(_ name: String, _ loss: Loss) async throws {
        let verb = try #require(Self.verbs.first { $0.description == name })
        try await refuses(verb, Self.manifest(verb), after: loss.deeds)
    }

    @Test(arguments: ["extend", "attach", "snapshot", "limits"])
    func anApprovedPlanOfWhatIsOnlyObservedByNowIs5(_ name: String) async throws {
        let verb = try #require(Self.verbs.first { $0.description == name })
        try await refuses(verb, Self.manifest(verb, manage: ", manage: observe"), after: [])
    }

    private func refuses(_ verb: Verb, _ manifest: String, after deeds: [SimulatedDSP.Deed]) async throws {
        try await Console.with { console in
            try await console.prepare(Self.before(verb))
            let plan = try await console.run(["plan"], Self.manifest(verb))
            let digest = plan.output.split(separator: "\n").last?.split(separator: " ").last.map(String.init) ?? ""
            for deed in deeds { try await console.array.undergo(deed) }
            try await console.array.forgetRequests()
            let applied = try await console.run(["apply", "--approve", digest, "--allow-disruptive"], manifest)
            #expect(applied.status == 5, "\(applied.words)")
            #expect(try await console.array.writes().isEmpty)
        }
    }

    /// What is done is done, however often the same plan is applied.
    @Test(arguments: verbs.map(\.description)) func whatIsDoneIsNotStale(_ name: String) async throws {
        let verb = try #require(Self.verbs.first { $0.description == name })
        try await Console.with { console in
            try await console.prepare(Self.before(verb))
            let file = TemporaryFile()
            #expect(try await console.run(["plan", "-o", file.path], Self.manifest(verb)).status == 0)
            for _ in 1...2 {
                let applied = try await console.run(["apply", file.path] + Self.consent)
                #expect(applied.status == 0, "\(applied.words)")
            }
        }
    }
}
