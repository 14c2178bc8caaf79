import Planning
import TestSupport

extension Refusal {
    static let all = owners + removals + verbs + guards

    private static let ledger = "ledger: {size: 2GiB, replica_count: 2}"
    private static let journal = "journal: {size: 1GiB, replica_count: 2}"
    private static let both = Console.stack("\(ledger), \(journal)")
    private static let larger = both.replacing("1GiB", with: "3GiB")
    /// With a volume that has the name of Cinder's.
    private static let gone = Console.stack(
        "\(ledger), \(journal), web: {size: 1GiB, replica_count: 1, name: OS-web-8fd5a2c4-5f60-4ba7-9d6c-2f6f3f0a7b11}")
    private static let everyYes = ["--yes", "--allow-destroy", "--max-deletes", "9"]
    private static let inner = "storage_instances/storage-1/volumes/volume-1"

    private static func members(_ names: String) -> String {
        Console.stack("buf: {for_each: [\(names)], size: 1GiB, replica_count: 1}")
    }

    private static func removing(_ more: String = "", action: String = "delete") -> String {
        Console.stack(journal, "removed: [{from: volume/ledger, action: \(action)}\(more)]")
    }

    /// An app instance of two storage instances, `data` and `logs`.
    private static func shop(replicas: Int) -> String {
        func storage(_ count: Int) -> String { "{volumes: {main: {size: 1GiB, replica_count: \(count)}}}" }
        return Console.stack(
            journal, "app_instances: {shop: {storage_instances: {data: \(storage(2)), logs: \(storage(replicas))}}}")
    }

    private static func data(_ state: String) -> SimulatedDSP.Deed {
        ("PUT", "/app_instances/{shop}/storage_instances/data", #"{"admin_state":"\#(state)"}"#)
    }

    private static func destroying(_ manifest: String) -> Run { Run(["apply"] + everyYes, manifest) }

    /// Whose it is, and which is which.
    private static let owners: [Refusal] = [
        Refusal(
            code: .driverVolumeGone, applied: both, refused: .apply(gone), says: "`--allow-recreate`",
            accepted: [.apply(gone, "--allow-recreate")]),
        Refusal(
            code: .orphaned, applied: both, refused: .apply(Console.stack(journal)), says: "action: forget",
            accepted: [.apply(removing(action: "forget"))]),
        Refusal(
            code: .renamed, applied: both, refused: .apply(both.replacing("ledger:", with: "book:")),
            says: "moved: [{from: volume/ledger, to: volume/book}]",
            accepted: [
                .apply(both.replacing("ledger:", with: "book:") + "moved: [{from: volume/ledger, to: volume/book}]\n")
            ]),
        Refusal(
            code: .orphaned, applied: members("a, b"), refused: .apply(members("a")),
            says: #"removed: [{from: "volume/buf[b]", action: forget}]"#,
            accepted: [.apply(members("a") + #"removed: [{from: "volume/buf[b]", action: forget}]"# + "\n")]),
        Refusal(
            code: .renamed, applied: members("a, b"), refused: .apply(members("a, c")),
            says: #"moved: [{from: "volume/buf[b]", to: "volume/buf[c]"}]"#,
            accepted: [
                .apply(members("a, c") + #"moved: [{from: "volume/buf[b]", to: "volume/buf[c]"}]"# + "\n")
            ]),
        Refusal(
            code: .renamed, applied: Console.stack("buf: {size: 1GiB, replica_count: 1}"),
            refused: .apply(members("a")),
            says: #"moved: [{from: volume/buf, to: "volume/buf[a]"}]"#,
            accepted: [.apply(members("a") + #"moved: [{from: volume/buf, to: "volume/buf[a]"}]"# + "\n")]),
        Refusal(
            code: .notAdopted, applied: both, deeds: [("POST", "/app_instances", theirs)],
            refused: .apply(Console.stack("\(ledger), \(journal), theirs: {size: 2GiB}")),
            says: "adopt volume/theirs",
            accepted: [
                Run(["adopt", "--yes", "volume/theirs"], Console.stack("theirs: {size: 2GiB}")),
                .apply(Console.stack("\(ledger), \(journal), theirs: {size: 2GiB}")),
            ]),
        Refusal(
            code: .foreignOwner, applied: both, refused: .apply(Console.stack("ledger: {size: 3GiB}", name: "heir")),
            says: "or have its owner release it",
            accepted: [
                Run(
                    ["adopt", "--yes", "ledger", "--from-stack", "owner"],
                    Console.stack("ledger: {size: 3GiB}", name: "heir")),
                .apply(Console.stack("ledger: {size: 3GiB}", name: "heir")),
            ]),
        Refusal(
            code: .nameTaken, applied: both, deeds: [("POST", "/app_instances", theirs)],
            refused: .apply(Console.stack("\(ledger), journal: {size: 1GiB, name: theirs}")),
            says: "choose another `name:`",
            accepted: [.apply(Console.stack("\(ledger), journal: {size: 1GiB, name: ours}"))]),
        Refusal(
            code: .duplicateMarker, applied: both,
            deeds: [("POST", "/app_instances", #"{"name":"by-hand","descr":"{marker of ledger}"}"#)],
            refused: .apply(both.replacing("2GiB", with: "3GiB")), says: "by-hand",
            remedies: [("PUT", "/app_instances/{by-hand}", #"{"descr":null}"#)],
            accepted: [.apply(both.replacing("2GiB", with: "3GiB"))]),
        Refusal(
            code: .wrongTenant, applied: both, refused: .apply(larger + "tenants: {shop: {}}\ntenant: shop\n"),
            says: "restore the old tenant", accepted: [.apply(larger)]),
        Refusal(
            code: .structureDiffers, applied: both,
            refused: .apply(larger.replacing("size: 3GiB", with: "size: 3GiB, default_volume_name: other")),
            says: "default_volume_name",
            accepted: [.apply(larger.replacing("size: 3GiB", with: "size: 3GiB, default_volume_name: volume-1"))]),
        Refusal(
            code: .undeclared, applied: both,
            deeds: [
                (
                    "POST", "/app_instances/{ledger}/storage_instances/storage-1/volumes",
                    #"{"name":"extra","size":1,"replica_count":1}"#
                )
            ],
            refused: .apply(both), says: "removed: [{from: app_instance/ledger/storage-1/extra, action: delete}]",
            accepted: [
                Run(
                    ["apply", "--allow-disruptive"] + everyYes,
                    both + "removed: [{from: app_instance/ledger/storage-1/extra, action: delete}]\n")
            ]),
        Refusal(
            code: .renameCycle, applied: both,
            refused: .apply(Console.stack("ledger: {size: 2GiB, name: journal}, journal: {size: 1GiB, name: ledger}")),
            says: "an unused name",
            accepted: [
                .apply(Console.stack("ledger: {size: 2GiB, name: third}, journal: {size: 1GiB, name: ledger}")),
                .apply(Console.stack("ledger: {size: 2GiB, name: journal}, journal: {size: 1GiB, name: ledger}")),
            ]),
    ]

    private static let theirs =
        #"{"name":"theirs","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","size":1,"#
        + #""replica_count":2}]}]}"#

    /// What is in the way of a removal.
    private static let removals: [Refusal] = [
        Refusal(
            code: .protected, applied: both.replacing("size: 2GiB", with: "size: 2GiB, protect: true"),
            refused: destroying(removing()), says: "`protect: false`",
            accepted: [
                .apply(both.replacing("size: 2GiB", with: "size: 2GiB, protect: false")), destroying(removing()),
            ]),
        Refusal(
            code: .connected, applied: both, deeds: [connection(#"["\#(Console.host1)"]"#)],
            refused: destroying(removing()), says: "log them out", remedies: [connection("[]")],
            accepted: [destroying(removing())]),
        Refusal(
            code: .storageOffline, applied: shop(replicas: 2), deeds: [data("offline")],
            refused: .apply(shop(replicas: 3), "--allow-disruptive"), says: "set data online on the array",
            remedies: [data("online")], accepted: [.apply(shop(replicas: 3), "--allow-disruptive")]),
        Refusal(
            code: .hasSnapshots, applied: both + "snapshots: {ledger@old: {}}\n", refused: destroying(removing()),
            says: "`snapshot/VOLUME@NAME`",
            accepted: [destroying(removing(", {from: snapshot/ledger@old, action: delete}"))]),
        Refusal(
            code: .snapshotGone, applied: both + "snapshots: {ledger@old: {}}\n",
            deeds: [("DELETE", "/app_instances/{ledger}/\(inner)/snapshots/{snapshot of ledger}", "{}")],
            refused: .apply(larger + "snapshots: {ledger@old: {}}\n"), says: "another name",
            accepted: [.apply(larger + "snapshots: {ledger@new: {}}\n")]),
        Refusal(
            code: .clonesSeeding, applied: both,
            deeds: [("POST", "/app_instances", #"{"name":"copy","clone_src":{"path":"/app_instances/{ledger}"}}"#)],
            delay: .seconds(3600), refused: destroying(removing()), says: "wait until they are done",
            accepted: [.apply(removing(action: "forget"))]),
        Refusal(
            code: .trashOnline, applied: both,
            deeds: [("PUT", "/app_instances/{ledger}", #"{"descr":"{trash marker of ledger}"}"#)],
            refused: Run(["trash", "purge", "--stack", "owner", "--all"] + everyYes),
            says: "`trash restore volume/ledger`",
            remedies: [("PUT", "/app_instances/{ledger}", #"{"admin_state":"offline","force":true}"#)],
            accepted: [Run(["trash", "purge", "--stack", "owner", "--all"] + everyYes)]),
        Refusal(
            code: .manageForbids, applied: both,
            refused: Run(
                ["destroy", "ledger"] + everyYes, both.replacing("size: 2GiB", with: "size: 2GiB, manage: no-delete")),
            says: "`manage: full`", accepted: [Run(["destroy", "ledger"] + everyYes, both)]),
        Refusal(
            code: .inUse, applied: both,
            deeds: [
                initiator(1),
                (
                    "POST", "/initiator_groups",
                    #"{"name":"group","members":[{"path":"/initiators/iqn.1993-08.org.debian:01:twin1"}]}"#
                ),
            ],
            refused: destroying(both + "removed: [{from: initiator/twin, action: delete}]\n"),
            says: "remove it there first",
            accepted: [
                destroying(
                    both + "removed:\n  - {from: initiator/twin, action: delete}\n"
                        + "  - {from: initiator_group/group, action: delete}\n")
            ]),
        Refusal(
            code: .ambiguous, applied: both, deeds: [initiator(1), initiator(2)],
            refused: destroying(both + "removed: [{from: initiator/twin, action: delete}]\n"), says: "name its IQN",
            accepted: [
                destroying(both + "removed: [{from: \"initiator/iqn.1993-08.org.debian:01:twin1\", action: delete}]\n")
            ]),
    ]

    private static func initiator(_ number: Int) -> SimulatedDSP.Deed {
        ("POST", "/initiators", #"{"id":"iqn.1993-08.org.debian:01:twin\#(number)","name":"twin"}"#)
    }

    private static func connection(_ initiators: String) -> SimulatedDSP.Deed {
        (
            "PUT", "/_sim/connections",
            #"{"tenant":"/root","app_instance":"ledger","storage_instance":"storage-1","initiators":\#(initiators)}"#
        )
    }

    /// What a verb or a flag names.
    private static let verbs: [Refusal] = [
        Refusal(
            code: .notFound, applied: both, refused: .apply(larger, "--target", "volume/jurnal"),
            says: "has no resource `volume/jurnal`",
            accepted: [.apply(larger, "--target", "volume/journal")]),
        Refusal(
            code: .nameDiffers, applied: both, deeds: [("POST", "/app_instances", theirs)],
            refused: Run(["adopt", "--yes", "book=theirs"], Console.stack("book: {size: 1GiB}")), says: "name: theirs",
            accepted: [Run(["adopt", "--yes", "book=theirs"], Console.stack("book: {size: 1GiB, name: theirs}"))]),
        Refusal(
            code: .leftOut, applied: both,
            refused: .apply(
                removing(action: "trash").replacing("size: 1GiB", with: "size: 1GiB, name: ledger"), "--target",
                "volume/journal"),
            says: "plan both together",
            accepted: [destroying(removing(action: "trash").replacing("size: 1GiB", with: "size: 1GiB, name: ledger"))]),
    ]

    /// Those with a number or a flag.
    private static let guards: [Refusal] = [
        Refusal(
            code: .maxDeletes, applied: both, refused: .apply(removing(action: "trash"), "--allow-destroy"),
            says: "`--max-deletes 1`",
            accepted: [.apply(removing(action: "trash"), "--allow-destroy", "--max-deletes", "1")]),
        Refusal(
            code: .maxUpdates, applied: ten(1), refused: .apply(ten(2)), says: "`--max-update-pct 100`",
            accepted: [.apply(ten(2), "--max-update-pct", "100")]),
        Refusal(
            code: .emptyManifest, applied: both,
            refused: .apply(Console.stack("", forgotten)), says: "`--allow-empty`",
            accepted: [.apply(Console.stack("", forgotten), "--allow-empty")]),
        Refusal(
            code: .otherCluster, applied: both, refused: .apply(larger + nobody), says: "--cluster",
            accepted: [.apply(larger + nobody, "--cluster", "{array}")]),
        Refusal(
            code: .capacity, applied: both,
            refused: .apply(both.replacing("2GiB", with: "40GiB") + "guards: {max_provisioned_pct: 50}\n"),
            says: "max_provisioned_pct: 82",
            accepted: [.apply(both.replacing("2GiB", with: "40GiB") + "guards: {max_provisioned_pct: 82}\n")]),
        Refusal(
            code: .keySpelling, applied: both,
            deeds: [("PUT", "/app_instances/{ledger}/int_ecosystem_data", #"{"data":{"cafe\u0301":"a"}}"#)],
            refused: .apply(both.replacing("size: 2GiB", with: #"size: 2GiB, metadata: {"caf\u00E9": b}"#)),
            says: #"is spelled `caf\u{E9}` in the manifest and `cafe\u{301}` on the array"#,
            accepted: [.apply(both.replacing("size: 2GiB", with: #"size: 2GiB, metadata: {"cafe\u0301": b}"#))]),
        Refusal(
            code: .cannotReduce, applied: both,
            deeds: [("PUT", "/app_instances/{ledger}/\(inner)", #"{"size":5}"#)], refused: .apply(larger),
            says: "write `size: 5GiB` or more; or, if it is managed elsewhere, ignore it: "
                + "`ignore: [{match: volume/ledger, fields: [size], reason: …}]`; to apply the rest now: "
                + "`--exclude volume/ledger`",
            accepted: [
                .apply(larger + "ignore: [{match: volume/ledger, fields: [size], reason: somebody else decides}]\n")
            ]),
    ]

    private static let forgotten =
        "removed:\n  - {from: volume/ledger, action: forget}\n  - {from: volume/journal, action: forget}\n"
    private static let nobody = "cluster: {uuid: 00000000-0000-4000-8000-000000000000}\n"

    private static func ten(_ size: Int) -> String {
        Console.stack((1...10).map { "vol-\($0): {size: \(size)GiB, replica_count: 1}" }.joined(separator: ", "))
    }
}
