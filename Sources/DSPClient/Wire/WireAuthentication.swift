/// CHAP as it is read back: the passwords come as "(hidden)" (dsp-api.md 2.10, recorded answer).
struct WireAuthentication: Decodable, Sendable {
    var type: String?
    var targetUserName: String?
    var initiatorUserName: String?

    private enum CodingKeys: String, CodingKey {
        case type
        case targetUserName = "target_user_name"
        case initiatorUserName = "initiator_user_name"
    }
}
