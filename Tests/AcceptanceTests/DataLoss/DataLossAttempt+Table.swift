extension DataLossAttempt {
    static let all = edits + removals + verbs + restores + copies + otherPeople

    /// Slips in the manifest.
    private static let edits: [DataLossAttempt] = [
        .init("a line is dropped", without("journal"), stoppedBy: "[orphaned] volume/journal"),
        .init(
            "a member is dropped", replacing("[a, b]", with: "[a]"), stoppedBy: "[orphaned] volume/scratch[b]"),
        .init("the volumes are dropped", header + "volumes: {}\n", stoppedBy: "[empty_manifest]"),
        .init("only the header is left", header, stoppedBy: "[empty_manifest]"),
        .init("the file is empty", "", stoppedBy: "the manifest is empty", status: 65),
        .init("the file is cut off", String(applied.prefix(140)), stoppedBy: "error:", status: 65),
        .init("half of the files is given", stack(Array(lines.prefix(2))), stoppedBy: "[orphaned] volume/safe"),
        .init(
            "a key is renamed", replacing("journal:", with: "diary:"),
            stoppedBy: "moved: [{from: volume/journal, to: volume/diary}]"),
        .init(
            "a key is renamed and its volume resized", replacing("journal: {size: 20", with: "diary: {size: 30"),
            stoppedBy: "[orphaned] volume/journal"),
        .init(
            "a key takes another's place", without("journal", "moved: [{from: volume/journal, to: volume/ledger}]\n"),
            stoppedBy: "[orphaned] volume/journal"),
        .init(
            "an entry loses its members", replacing(", for_each: [a, b]", with: ""),
            stoppedBy: "[orphaned] volume/scratch[b]"),
        .init(
            "the tenant changes", applied + "tenants: {shop: {}}\ntenant: shop\n", stoppedBy: "[wrong_tenant]"),
        .init(
            "the stack's name changes", replacing("stack: books", with: "stack: bookz"),
            stoppedBy: "belongs to stack books"),
        .init(
            "the manifest of another array", applied + "cluster: {uuid: 00000000-0000-4000-8000-000000000000}\n",
            stoppedBy: "[other_cluster]"),
        .init("a volume shrinks", replacing("20GiB", with: "19GiB"), stoppedBy: "[cannot_reduce]"),
        .init(
            "replicas go", replacing("replica_count: 2", with: "replica_count: 1"), stoppedBy: "[cannot_reduce]"),
        .init("a size of nothing", replacing("20GiB", with: "0"), stoppedBy: "error:", status: 65),
        .init(
            "the volume's inner name changes",
            replacing("size: 20GiB", with: "size: 20GiB, default_volume_name: other"), stoppedBy: "[structure_differs]"),
        .init(
            "the storage's inner name changes",
            replacing("size: 20GiB", with: "size: 20GiB, default_storage_name: other"),
            stoppedBy: "[structure_differs]"),
        .init(
            "a second block of volumes wins", applied + "volumes: {other: {size: 1GiB}}\n",
            stoppedBy: "is given twice", status: 65),
    ]

    /// Removals that must not go through, whatever flags are given, or that lack a yes.
    private static let removals: [DataLossAttempt] = [
        .init("protected, then removed", removed("safe"), stoppedBy: "[protected] volume/safe"),
        .init("protected, then moved to the trash", removed("safe", "trash"), stoppedBy: "[protected] volume/safe"),
        .init(
            "unprotected and removed in one edit",
            replacing("protect: true", with: "protect: false") + "removed: [{from: volume/safe, action: delete}]\n",
            stoppedBy: "still declared", status: 65),
        .init("removed without a yes", removed("journal"), ["apply", "--yes"], stoppedBy: "[max_deletes]"),
        .init(
            "removed without a number", removed("journal"), ["apply", "--yes", "--allow-destroy"],
            stoppedBy: "--max-deletes 1"),
        .init(
            "removed without leave to destroy", removed("journal"), ["apply", "--yes", "--max-deletes", "1"],
            stoppedBy: "--allow-destroy"),
        .init(
            "removed without anybody to ask", removed("journal"), ["apply", "--allow-destroy", "--max-deletes", "1"],
            stoppedBy: "not a terminal", status: 7),
        .init(
            "more removed than the number says", removed("scratch", from: "volume/scratch[*]"),
            ["apply", "--yes", "--allow-destroy", "--max-deletes", "1"],
            stoppedBy: "[max_deletes] this plan removes 2 volumes"),
        .init(
            "the removal is misspelt", removed("journal", from: "volume/jurnal"),
            stoppedBy: "[orphaned] volume/journal"),
        .init("somebody is connected", removed("ledger"), given: [connection], stoppedBy: "[connected] volume/ledger"),
        .init(
            "somebody is connected, and it is only the trash", removed("ledger", "trash"), given: [connection],
            stoppedBy: "[connected] volume/ledger"),
        .init(
            "it has snapshots", removed("ledger"), given: [taken(of: "ledger")],
            stoppedBy: "[has_snapshots] volume/ledger"),
        .init(
            "a clone is copying from it", removed("ledger"),
            given: [copy], stoppedBy: "[clones_seeding] volume/ledger"),
        .init(
            "a clone by hand carries the marker", removed("ledger"),
            given: [("POST", "/app_instances", #"{"name":"copy","descr":"{marker of ledger}"}"#)],
            stoppedBy: "[duplicate_marker] volume/ledger"),
        .init(
            "a clone by hand carries the marker, and all is applied as ever",
            replacing("size: 10GiB", with: "size: 11GiB"),
            given: [("POST", "/app_instances", #"{"name":"copy","descr":"{marker of ledger}"}"#)],
            stoppedBy: "[duplicate_marker] volume/ledger"),
        .init(
            "a clone by hand carries the marker, and the stack is destroyed", applied,
            given: [("POST", "/app_instances", #"{"name":"copy","descr":"{marker of ledger}"}"#)],
            ["destroy", "--purge", "ledger"] + everyYes, stoppedBy: "[duplicate_marker] volume/ledger"),
        .init(
            "an initiator in use", without("nothing", "removed: [{from: initiator/other-1, action: delete}]\n"),
            given: [
                ("POST", "/initiators", #"{"id":"iqn.1993-08.org.debian:01:other1","name":"other-1"}"#),
                (
                    "POST", "/initiator_groups",
                    #"{"name":"group","members":[{"path":"/initiators/iqn.1993-08.org.debian:01:other1"}]}"#
                ),
            ], stoppedBy: "[in_use] initiator/other-1"),
        .init(
            "a tenant in use", applied + "removed: [{from: tenant/shop, action: delete}]\n",
            given: [
                ("POST", "/tenants", #"{"name":"shop"}"#), ("POST", "/app_instances @/root/shop", #"{"name":"cart"}"#),
            ], stoppedBy: "[in_use] tenant/shop"),
    ]

    private static let verbs: [DataLossAttempt] = [
        .init("destroy without a yes", applied, ["destroy", "--yes"], stoppedBy: "[max_deletes]"),
        .init(
            "destroy without enough", applied, ["destroy", "--yes", "--allow-destroy", "--max-deletes", "1"],
            stoppedBy: "[max_deletes]"),
        .init("destroy of what is protected", applied, ["destroy"] + everyYes, stoppedBy: "[protected] volume/safe"),
        .init(
            "destroy for good of what is protected", applied, ["destroy", "--purge", "safe"] + everyYes,
            stoppedBy: "[protected] volume/safe"),
        .init(
            "destroy of what is kept", applied, ["destroy", "volume/kept"] + everyYes,
            stoppedBy: "[manage_forbids] volume/kept"),
        .init(
            "destroy of what is connected", applied, given: [connection], ["destroy", "ledger"] + everyYes,
            stoppedBy: "[connected] volume/ledger"),
        .init(
            "destroy of another stack", nil, ["destroy", "--stack", "bookz"] + everyYes,
            stoppedBy: "there is no stack `bookz` on the array", status: 1),
        .init(
            "purge of what is alive", nil, ["trash", "purge", "--stack", "books", "volume/ledger"] + everyYes,
            stoppedBy: "[not_found]"),
        .init(
            "purge of another stack's", nil, given: [trashed],
            ["trash", "purge", "--stack", "bookz", "--all"] + everyYes,
            stoppedBy: "there is no stack `bookz` on the array", status: 1),
        .init(
            "purge without a number", nil, given: [trashed],
            ["trash", "purge", "--stack", "books", "--all", "--yes", "--allow-destroy"], stoppedBy: "[max_deletes]"),
        .init(
            "purge of what has snapshots", nil, given: [taken(of: "ledger"), trashed],
            ["trash", "purge", "--stack", "books", "--all"] + everyYes, stoppedBy: "[has_snapshots]"),
        .init(
            "restore over data", nil, given: [trashed, ("POST", "/app_instances", #"{"name":"ledger"}"#)],
            ["trash", "restore", "--stack", "books", "--yes", "ledger"], stoppedBy: "[name_taken]"),
    ]

    /// Volumes of others, and what others do to ours.
    private static let otherPeople: [DataLossAttempt] = [
        .init(
            "two stacks name one volume",
            header.replacing("books", with: "bookz") + "volumes: {ledger: {size: 10GiB}}\n",
            stoppedBy: "[foreign_owner] volume/ledger"),
        .init(
            "one stack removes another's",
            header.replacing("books", with: "bookz") + "removed: [{from: volume/ledger, action: delete}]\n",
            stoppedBy: "No changes", status: 0),
        .init(
            "one stack adopts another's",
            header.replacing("books", with: "bookz") + "volumes: {ledger: {size: 10GiB}}\n",
            ["adopt", "--all", "--yes"],
            stoppedBy: "[foreign_owner] volume/ledger"),
        .init(
            "a rename onto another volume", replacing("size: 20GiB", with: "size: 20GiB, name: theirs"),
            given: [("POST", "/app_instances", #"{"name":"theirs"}"#)], stoppedBy: "[name_taken] volume/journal"),
        .init(
            "a new volume where another one is",
            applied.replacing("volumes:\n", with: "volumes:\n  theirs: {size: 1GiB}\n"),
            given: [("POST", "/app_instances", #"{"name":"theirs"}"#)], stoppedBy: "[not_adopted] volume/theirs"),
        .init(
            "the marker was damaged", applied,
            given: [("PUT", "/app_instances/{ledger}", #"{"descr":"datera-apply v1 books"}"#)],
            stoppedBy: "[foreign_owner] volume/ledger"),
        .init(
            "the marker of a later version", applied,
            given: [("PUT", "/app_instances/{ledger}", #"{"descr":"datera-apply v2 books ledger x"}"#)],
            stoppedBy: "[foreign_owner] volume/ledger"),
        .init(
            "the marker was wiped, and it is removed", removed("ledger"),
            given: [("PUT", "/app_instances/{ledger}", #"{"descr":null}"#)], stoppedBy: "No changes", status: 0),
    ]

    static let connection: Given = (
        "PUT", "/_sim/connections",
        #"{"tenant":"/root","app_instance":"ledger","storage_instance":"storage-1","initiators":["iqn.1993-08.org.debian:01:host1"]}"#
    )
    /// Still copying, for as long as the test runs.
    static let copy: Given = (
        "POST", "/app_instances", #"{"name":"copy","clone_src":{"path":"/app_instances/{ledger}"}}"#
    )
    /// Moved to the trash by hand, as `destroy` would have done it.
    static let trashed: Given = (
        "PUT", "/app_instances/{ledger}",
        #"{"admin_state":"offline","name":"trash-00000000-ledger","descr":"{trash marker of ledger}"}"#
    )
}
