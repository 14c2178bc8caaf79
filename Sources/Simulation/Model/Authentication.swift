/// CHAP settings. The passwords are kept, for the data path to use, but never shown by the API.
struct Authentication: Sendable, Codable, Equatable {
    enum Kind: String, Sendable, Codable {
        case none, chap, mchap
        case accessKeys = "access_keys"
    }

    var type = Kind.none
    var initiatorUserName = ""
    var initiatorPswd = ""
    var targetUserName = ""
    var targetPswd = ""
    var accessKey = ""
    var secretKey = ""
}
