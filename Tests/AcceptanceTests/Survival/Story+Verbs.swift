/// The verbs that end and begin what a manifest only declares.
extension Story {
    static let verbs: [Story] = [
        Story(name: "verb-destroy", before: [declared], manifest: stack(volumes), arguments: ["destroy"] + consent),
        Story(
            name: "verb-destroy-purge", before: [declared], manifest: stack(volumes),
            arguments: ["destroy", "--purge"] + consent),
        Story(
            name: "verb-forget", before: [declared], manifest: stack(volumes),
            arguments: ["forget", "volume/ledger", "volume/wal"]),
        Story(
            name: "verb-trash-restore", before: [declared, trashed], manifest: stack(volumes),
            arguments: ["trash", "restore", "volume/ledger", "volume/wal"]),
        Story(
            name: "verb-trash-purge", before: [declared, trashed], manifest: stack(volumes),
            arguments: ["trash", "purge", "--all"] + consent),
    ]

    private static let consent = ["--allow-destroy", "--max-deletes", "3"]
    private static let declared = Scenario.Act(manifest: stack(volumes))
    private static let trashed = Scenario.Act(
        manifest: stack(
            "removed: [{from: volume/ledger, action: trash}, {from: volume/wal, action: trash}]\n"
                + "volumes: {other: {size: 1GiB}}\n"))

    /// What one has that the other has not: limits, CHAP, a description to be kept, a replica less.
    private static let volumes = """
        initiators: {db-01: "iqn.1993-08.org.debian:01:db01"}
        attachments:
          ledger: {initiators: [db-01], chap: {user: ledger, password: "env:CHAP"}}
        volumes:
          ledger: {size: 10GiB, qos: {total_iops_max: 5000}, description: "the ledger"}
          wal: {size: 5GiB, replica_count: 2, metadata: {team: core}}
          other: {size: 1GiB}

        """

    private static func stack(_ rest: String) -> String {
        "apiVersion: datera-apply/v1\nkind: Stack\nstack: verbs\nguards: {max_deletes: 3}\n" + rest
    }
}
