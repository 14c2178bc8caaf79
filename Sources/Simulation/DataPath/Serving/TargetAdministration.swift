/// What is asked of tgtd for one step, as arguments of tgtadm.
///
/// tgtadm takes passwords only as arguments, where every user of the machine can read them while it runs: the secrets of
/// a simulated array protect nothing.
struct TargetAdministration {
    let arguments: [String]
    /// The same for error messages, without passwords.
    let shown: String

    private init(_ mode: String, _ operation: String, _ rest: [String], shown: String) {
        arguments = ["--mode", mode, "--op", operation] + rest
        self.shown = "\(mode) \(operation) \(shown)"
    }

    /// Longer transfers than tgtd's defaults of 8 KiB a PDU: initiators and the proxy have less to do.
    private static let parameters = [
        ("MaxRecvDataSegmentLength", "262144"), ("MaxXmitDataSegmentLength", "262144"),
        ("FirstBurstLength", "262144"), ("MaxBurstLength", "1048576"),
    ]

    static func open(_ target: ServedTarget, as number: Int) -> [TargetAdministration] {
        let tid = ["--tid", "\(number)"]
        let parameters = parameters.map { name, value in
            TargetAdministration("target", "update", tid + ["--name", name, "--value", value], shown: name)
        }
        // Who may log in is decided by the proxy, which alone connects to tgtd.
        return [
            TargetAdministration("target", "new", tid + ["--targetname", target.iqn], shown: target.iqn),
            TargetAdministration("target", "bind", tid + ["--initiator-address", "ALL"], shown: target.iqn),
        ] + parameters + credentials(of: target, as: number)
    }

    static func close(_ target: ServedTarget, as number: Int) -> [TargetAdministration] {
        [TargetAdministration("target", "delete", ["--force", "--tid", "\(number)"], shown: target.iqn)]
            + forget(target)
    }

    /// tgtd's LUN 0 is a controller that cannot be replaced, so that units begin with 1 there.
    static func attach(_ lun: Int, of target: ServedTarget, as number: Int, file: String) -> [TargetAdministration] {
        let unit = ["--tid", "\(number)", "--lun", "\(lun + 1)"]
        let serial = target.units[lun].serial
        let identity = [
            "vendor_id=DATERA", "product_id=IBLOCK", "scsi_id=\(serial)", "scsi_sn=\(serial)", "thin_provisioning=1",
        ]
        return [
            TargetAdministration("logicalunit", "new", unit + ["--backing-store", file], shown: file),
            TargetAdministration(
                "logicalunit", "update", unit + ["--params", identity.joined(separator: ",")], shown: file),
        ]
    }

    static func detach(_ lun: Int, of target: ServedTarget, as number: Int) -> [TargetAdministration] {
        [
            TargetAdministration(
                "logicalunit", "delete", ["--tid", "\(number)", "--lun", "\(lun + 1)"],
                shown: "\(target.iqn) \(lun + 1)")
        ]
    }

    /// The unit is offline for a moment, in which tgtd opens the file anew: sessions stay, and the next READ CAPACITY
    /// shows the new size.
    static func resize(_ lun: Int, of target: ServedTarget, as number: Int, file: String) -> [TargetAdministration] {
        [
            TargetAdministration(
                "logicalunit", "update",
                ["--tid", "\(number)", "--lun", "\(lun + 1)", "--params", "online=0,path=\(file)"], shown: file)
        ]
    }

    /// The accounts of a target have names of their own, since in tgtd one name has one password, but two storage
    /// instances may give the same name different ones. The proxy puts the names in place of each other.
    static func credentials(of target: ServedTarget, as number: Int) -> [TargetAdministration] {
        let accounts = [
            target.login.map { (target.loginAccount, $0.password, [String]()) },
            target.answer.map { (target.answerAccount, $0.password, ["--outgoing"]) },
        ]
        return accounts.compactMap(\.self).flatMap { account, password, direction in
            [
                TargetAdministration("account", "new", ["--user", account, "--password", password], shown: account),
                TargetAdministration(
                    "account", "bind", ["--tid", "\(number)", "--user", account] + direction, shown: account),
            ]
        }
    }

    /// Deletes the accounts, and by that their bindings.
    static func forget(_ target: ServedTarget) -> [TargetAdministration] {
        let accounts = [target.login.map { _ in target.loginAccount }, target.answer.map { _ in target.answerAccount }]
        return accounts.compactMap(\.self).map { account in
            TargetAdministration("account", "delete", ["--user", account], shown: account)
        }
    }
}

extension ServedTarget {
    /// The name in tgtd of the account that initiators log in with.
    var loginAccount: String { "login-\(uuid)" }
    /// The name in tgtd of the account that the target proves itself with.
    var answerAccount: String { "answer-\(uuid)" }
}
