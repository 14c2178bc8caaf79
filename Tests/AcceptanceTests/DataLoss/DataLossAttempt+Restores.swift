extension DataLossAttempt {
    /// Data that goes back to an earlier moment and should not: `ledger` and `safe` have a snapshot each.
    static let restores: [DataLossAttempt] = [
        restore("over a protected volume", "safe@{snapshot of safe}", stoppedBy: "[protected] volume/safe"),
        restore(
            "over a protected volume, whoever is connected", "safe@{snapshot of safe}",
            everyYes + ["--allow-disruptive", "--no-safety-snapshot"], stoppedBy: "[protected] volume/safe"),
        restore(
            "of a volume that is protected by an edit that was not applied", "ledger@{snapshot of ledger}",
            manifest: replacing("replica_count: 2", with: "replica_count: 2, protect: true"),
            stoppedBy: "[protected] volume/ledger"),
        restore(
            "of a volume that the manifest only observes", "ledger@{snapshot of ledger}",
            manifest: replacing("replica_count: 2", with: "replica_count: 2, manage: observe"),
            stoppedBy: "[manage_forbids] volume/ledger"),
        restore(
            "under a connected initiator", "ledger@{snapshot of ledger}", given: [connection],
            stoppedBy: "[connected] volume/ledger"),
        restore(
            "with nobody to ask", "ledger@{snapshot of ledger}", [], stoppedBy: "not a terminal", status: 7),
        restore("without a snapshot's name", "ledger", stoppedBy: "KEY@NAME", status: 64),
        restore("to a name that nobody gave", "ledger@before", stoppedBy: "has no snapshot before"),
        restore(
            "to another volume's snapshot", "journal@{snapshot of ledger}", stoppedBy: "[not_found] volume/journal"),
        restore(
            "of a volume that is not there", "jurnal@{snapshot of ledger}", stoppedBy: "no resource `jurnal`",
            status: 64),
        restore(
            "of another stack's volume", "ledger@{snapshot of ledger}", stack: "bookz",
            stoppedBy: "there is no stack `bookz` on the array", status: 1),
        restore(
            "of a volume in the trash", "ledger@{snapshot of trash-00000000-ledger}", given: [trashed],
            stoppedBy: "`ledger` is in the trash", status: 64),
        restore(
            "of a volume that a clone is copying from", "ledger@{snapshot of ledger}", given: [copy],
            stoppedBy: "[clones_seeding] volume/ledger"),
        restore(
            "without a safety snapshot and without leave to destroy", "ledger@{snapshot of ledger}",
            ["--yes", "--no-safety-snapshot", "--max-deletes", "1"], stoppedBy: "--allow-destroy"),
        restore(
            "without a safety snapshot and without a number", "ledger@{snapshot of ledger}",
            ["--yes", "--no-safety-snapshot", "--allow-destroy"], stoppedBy: "[max_deletes]"),
    ]

    /// Volumes that are there and shall start from something else now.
    static let copies: [DataLossAttempt] = [
        .init(
            "a volume with data is to be a clone", replacing("size: 20GiB", with: "size: 20GiB, clone_of: ledger"),
            stoppedBy: "No changes", status: 0),
        .init(
            "a volume with data is to start from a snapshot",
            replacing("size: 20GiB", with: "size: 20GiB, from_snapshot: \"ledger@{snapshot of ledger}\""),
            given: [taken(of: "ledger")], stoppedBy: "No changes", status: 0),
        .init(
            "a volume with data is to be made from a template",
            replacing("size: 20GiB", with: "size: 20GiB, template: db_small"), given: [template],
            ["plan"], stoppedBy: "made without a template", status: 0),
        .init(
            "a clone where another volume is",
            applied.replacing("volumes:\n", with: "volumes:\n  theirs: {size: 10GiB, clone_of: ledger}\n"),
            given: [theirs], stoppedBy: "[not_adopted] volume/theirs"),
        .init(
            "a template's volume where another one is",
            applied.replacing("volumes:\n", with: "volumes:\n  theirs: {size: 10GiB, template: db_small}\n"),
            given: [template, theirs],
            stoppedBy: "[not_adopted] volume/theirs"),
        .init(
            "a clone of itself", replacing("size: 20GiB", with: "size: 20GiB, clone_of: journal"),
            stoppedBy: "error:", status: 65),
    ]

    private static let theirs: Given = (
        "POST", "/app_instances",
        #"{"name":"theirs","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","size":5,"#
            + #""replica_count":2}]}]}"#
    )
    private static let template: Given = (
        "POST", "/app_templates",
        #"{"name":"db_small","storage_templates":[{"name":"storage-1","volume_templates":"#
            + #"[{"name":"volume-1","size":5,"replica_count":2}]}]}"#
    )

    private static func restore(
        _ name: String, _ snapshot: String, _ flags: [String] = everyYes, manifest: String? = nil,
        stack: String = "books", given more: [Given] = [], stoppedBy says: String, status: Int32 = 4
    ) -> DataLossAttempt {
        let scope = manifest == nil ? ["--stack", stack] : []
        return DataLossAttempt(
            "a restore \(name)", manifest, given: [taken(of: "ledger"), taken(of: "safe")] + more,
            ["snapshot", "restore"] + scope + [snapshot] + flags, stoppedBy: says, status: status)
    }
}
