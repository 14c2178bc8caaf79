internal import StorageModel

/// CHAP of a storage instance. What the initiator presents is kept in `target_*`, what the target presents in turn in
/// `initiator_*` (dsp-api.md 2.10).
struct AuthenticationBody: Encodable, Sendable {
    private let type: String
    private var targetUserName: String?
    private var targetPassword: WireSecret?
    private var initiatorUserName: String?
    private var initiatorPassword: WireSecret?

    private enum CodingKeys: String, CodingKey {
        case type
        case targetUserName = "target_user_name"
        case targetPassword = "target_pswd"
        case initiatorUserName = "initiator_user_name"
        case initiatorPassword = "initiator_pswd"
    }

    init(_ setting: CHAPSetting, secrets: ResolvedSecrets) throws(MissingSecret) {
        switch setting {
        case .none:
            type = "none"
        case .oneWay(let credentials):
            type = "chap"
            targetUserName = credentials.user
            targetPassword = try secrets.secret(of: credentials.password)
        case .mutual(let credentials, let target):
            type = "mchap"
            targetUserName = credentials.user
            targetPassword = try secrets.secret(of: credentials.password)
            initiatorUserName = target.user
            initiatorPassword = try secrets.secret(of: target.password)
        }
    }
}

extension ResolvedSecrets {
    fileprivate func secret(of reference: SecretReference) throws(MissingSecret) -> WireSecret {
        guard let secret = self[reference] else { throw MissingSecret(reference: reference) }
        return WireSecret(secret: secret)
    }
}

/// A secret inside a body: written out when it is encoded, masked when it is printed.
struct WireSecret: Encodable, Sendable {
    let secret: Secret

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(secret.content)
    }
}

/// A call came without a secret that it refers to: a mistake of this program, not of the array or the manifest.
struct MissingSecret: Error, Sendable, Hashable {
    let reference: SecretReference
}
