internal import StorageModel

/// `PUT /login` (dsp-api.md 1.3).
struct LoginBody: Encodable, Sendable {
    let name: String
    let password: WireSecret
    /// An LDAP server that knows the user; nil for the array's own users.
    let remoteServer: String?

    private enum CodingKeys: String, CodingKey {
        case name, password
        case remoteServer = "remote_server"
    }

    init(name: String, password: Secret, remoteServer: String?) {
        self.name = name
        self.password = WireSecret(secret: password)
        self.remoteServer = remoteServer
    }
}
