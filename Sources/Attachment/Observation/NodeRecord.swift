package import StorageModel

/// A node record of open-iscsi: what it knows of a target at one portal.
///
/// On disk it has one of two shapes: made by hand, a file `ADDRESS,PORT`; made by discovery, a folder `ADDRESS,PORT,TPGT`
/// with a file for each interface.
package struct NodeRecord: Sendable, Equatable {
    /// Where open-iscsi keeps records; the second place is that of other distributions.
    package static let folders = ["/etc/iscsi/nodes", "/var/lib/iscsi/nodes"]

    package var target: TargetPortal
    package var path: String
    /// Settings by name, of those that this tool writes.
    package var settings: [String: Secret]

    package init(target: TargetPortal, path: String, settings: [String: Secret] = [:]) {
        self.target = target
        self.path = path
        self.settings = settings
    }

    /// Whether it says what it should.
    package func says(_ wanted: RecordSettings) -> Bool {
        wanted.values.allSatisfy { key, value in value.map { settings[key] == $0 } ?? true }
            && wanted.absent.allSatisfy { settings[$0] == nil }
            && wanted.anything.allSatisfy { settings[$0] != nil }
    }
}

/// What this tool writes into a record.
package struct RecordSettings: Sendable, Hashable {
    static let method = "node.session.auth.authmethod"
    private static let user = "node.session.auth.username"
    private static let password = "node.session.auth.password"
    private static let targetUser = "node.session.auth.username_in"
    private static let targetPassword = "node.session.auth.password_in"

    /// Nil leaves what the record has.
    package var values: [String: Secret?]
    /// Settings that must not stand in it.
    package var absent: [String] = []
    /// Settings that must be there, whatever they are: passwords that are known to the record alone.
    package var anything: [String] { values.filter { $0.value == nil }.map(\.key).sorted() }

    /// Every name that is looked at; others are open-iscsi's own and of any version.
    static let keys: Set<String> = Set(fixed.keys).union([method, user, password, targetUser, targetPassword])

    /// Logins are this tool's to begin, at boot, too: an automatic one holds up a boot without the array, or gives up.
    /// LUNs appear only when they are asked for. A portal that is down is given up after seconds, not after two minutes.
    private static let fixed = [
        "node.startup": "manual",
        "node.session.scan": "manual",
        "node.session.initial_login_retry_max": "1",
        "node.conn[0].timeo.login_timeout": "10",
    ]

    package init(_ login: TargetLogin) {
        values = Self.fixed.mapValues { Secret($0) }
        switch login {
        case .none:
            values[Self.method] = Secret("None")
            absent = [Self.user, Self.password, Self.targetUser, Self.targetPassword]
        case .chap(let own):
            set(own, nil)
            absent = [Self.targetUser, Self.targetPassword]
        case .mutual(let own, let target): set(own, target)
        }
    }

    private mutating func set(_ own: CHAPLogin, _ target: CHAPLogin?) {
        values[Self.method] = Secret("CHAP")
        values[Self.user] = Secret(own.user)
        values.updateValue(own.password, forKey: Self.password)
        guard let target else { return }
        values[Self.targetUser] = Secret(target.user)
        values.updateValue(target.password, forKey: Self.targetPassword)
    }
}
