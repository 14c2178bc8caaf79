extension FieldTable {
    static let accessRows: [FieldRow] =
        attachmentRows + [true, false].flatMap { isDefault in credentialRows(isDefault: isDefault) }

    private static let hosts = (1...3).map { "iqn.2000-01.org.example:host-\($0)" }
    private static let declared =
        "initiators:\n"
        + hosts.enumerated().map { "  host-\($0 + 1): {iqn: \"\($1)\", name: host-\($0 + 1)}\n" }.joined()
    private static let volume = "volumes:\n  ledger: {size: 10GiB}\n"

    private static func storage(_ patch: String) -> [FieldRow.Request] {
        [FieldRow.Request(path: "/_sim/state/app_instances/ledger/storage_instances/storage-1", body: patch)]
    }

    private static let attachmentRows: [FieldRow] = [
        FieldRow(
            place: "attachments.*.initiators", before: attached("initiators: [host-1]"),
            first: attached("initiators: [host-2]"), second: attached("initiators: [host-3]"),
            arguments: FieldRow.disruptive, hand: storage(#"{"acl_policy":{"initiators":[]}}"#)),
        FieldRow(
            place: "attachments.*.initiator_groups", before: attached("initiator_groups: [group-1]"),
            first: attached("initiator_groups: [group-2]"), second: attached("initiator_groups: [group-3]"),
            arguments: FieldRow.disruptive, hand: storage(#"{"acl_policy":{"initiator_groups":[]}}"#)),
        FieldRow(
            place: "attachments.*.chap", before: attached("initiators: [host-1]"),
            first: attached("initiators: [host-1], chap: none"),
            second: attached("initiators: [host-1], chap: {user: ledger, password: \"env:ONE\"}"),
            arguments: FieldRow.disruptive, hand: storage(#"{"auth":{"type":"chap","target_user_name":"by-hand"}}"#)),
    ]

    private static func attached(_ fragment: String) -> String {
        declared + "initiator_groups: {group-1: [host-1], group-2: [host-2], group-3: [host-3]}\n" + volume
            + "attachments:\n  ledger: {\(fragment)}\n"
    }

    /// The parts of `chap`, of an attachment or of all that say nothing.
    private static func credentialRows(isDefault: Bool) -> [FieldRow] {
        /// Versions rise in step, because a password is written only then.
        func row(_ key: String, _ values: [(user: String, password: String, mutual: (String, String)?, version: Int)])
            -> FieldRow
        {
            let manifests = values.map { value in
                let mutual = value.mutual.map { ", mutual: {user: \($0), password: \"env:\($1)\"}" } ?? ""
                let chap =
                    "chap: {user: \(value.user), password: \"env:\(value.password)\", version: \(value.version)\(mutual)}"
                return isDefault
                    ? "defaults: {\(chap)}\n" + attached("initiators: [host-1]")
                    : attached("initiators: [host-1], \(chap)")
            }
            return FieldRow(
                place: (isDefault ? "defaults.chap." : "attachments.*.chap.") + key, before: manifests[0],
                first: manifests[1], second: manifests[2], arguments: FieldRow.disruptive)
        }
        let unreadable = FieldRow.Answer.no(
            "passwords cannot be read from the array, and export names a variable to fill in")
        var user = row("user", [("one", "ONE", nil, 1), ("two", "ONE", nil, 2), ("six", "ONE", nil, 2)])
        user.hand = storage(#"{"auth":{"target_user_name":"by-hand"}}"#)
        var password = row("password", [("one", "ONE", nil, 1), ("one", "TWO", nil, 2), ("one", "SIX", nil, 2)])
        (password.drift, password.export) = (unreadable, unreadable)
        var version = row("version", [("one", "ONE", nil, 1), ("one", "ONE", nil, 2), ("one", "ONE", nil, 3)])
        version.drift = .no(
            "it counts what the stack has written, and is in its marker; the array does not store it")
        var mutualUser = row(
            "mutual.user",
            [("one", "ONE", ("own", "TWO"), 1), ("one", "ONE", ("two", "TWO"), 2), ("one", "ONE", ("six", "TWO"), 2)])
        mutualUser.hand = storage(#"{"auth":{"initiator_user_name":"by-hand"}}"#)
        var mutualPassword = row(
            "mutual.password",
            [("one", "ONE", ("own", "ONE"), 1), ("one", "ONE", ("own", "TWO"), 2), ("one", "ONE", ("own", "SIX"), 2)])
        (mutualPassword.drift, mutualPassword.export) = (unreadable, unreadable)
        return [user, password, version, mutualUser, mutualPassword]
    }
}
