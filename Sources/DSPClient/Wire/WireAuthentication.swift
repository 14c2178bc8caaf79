internal import StorageModel

/// CHAP as it is read back: the passwords come as "(hidden)" (dsp-api.md 2.10, recorded answer).
struct WireAuthentication: JSONReadable {
    var type: String?
    var targetUserName: String?
    var initiatorUserName: String?

    private enum Key: String, CaseIterable {
        case type
        case targetUserName = "target_user_name"
        case initiatorUserName = "initiator_user_name"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        _ = try reader.enterObject()
        while let key = try reader.next(Self.keys) {
            switch key {
            case .type: type = try reader.optional()
            case .targetUserName: targetUserName = try reader.optional()
            case .initiatorUserName: initiatorUserName = try reader.optional()
            }
        }
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
