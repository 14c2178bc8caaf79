internal import StorageModel

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

extension WireAuthentication {
    /// One-way CHAP is kept in `target_*`; `mchap` adds what the target presents in `initiator_*` (dsp-api.md 2.10).
    var model: ObservedAuthentication {
        switch type ?? "none" {
        case "none": .none
        case "chap": .chap(user: targetUserName ?? "")
        case "mchap": .mutualCHAP(user: targetUserName ?? "", targetUser: initiatorUserName ?? "")
        case let type: .other(type)
        }
    }
}
