internal import StorageModel

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
