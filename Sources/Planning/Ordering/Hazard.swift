package import StorageModel

/// A harm that a step may do. The plan shows it, and the step runs only where it was allowed.
package enum Hazard: Sendable, Hashable, CustomStringConvertible {
    /// The app instance is offline for a while, or from now on; these are logged in right now.
    case goesOffline(connected: [InitiatorName])
    /// These initiators are logged in and lose their access.
    case cutsOff([InitiatorName])
    /// It may lose access to volumes of other stacks: `ledger of stack payments`.
    case takesAccess(InitiatorName, to: [String])
    /// CHAP changes: who logs in again needs the new credentials.
    case changesCHAP(connected: [InitiatorName])
    /// The tenant's first own initiator hides those of its parent, which its ACLs may name.
    case endsInheritance(TenantPath, hidden: [InitiatorName])
    /// All data of the app instance goes, for good.
    case deletesData(size: Gibibytes)
    /// Out of everybody's reach until it is restored.
    case movesToTrash
    /// All that the snapshot keeps goes.
    case deletesSnapshot(takenAt: String)
    /// What was written since then goes, and no snapshot keeps it.
    case losesData(since: String)
    /// A shared object is deleted; it can only be created anew.
    case deletesShared

    /// What sort of harm, in one word.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case goesOffline = "goes_offline"
        case cutsOff = "cuts_off"
        case takesAccess = "takes_access"
        case changesCHAP = "changes_chap"
        case endsInheritance = "ends_inheritance"
        case deletesData = "deletes_data"
        case movesToTrash = "moves_to_trash"
        case deletesSnapshot = "deletes_snapshot"
        case losesData = "loses_data"
        case deletesShared = "deletes_shared"
    }

    package var kind: Kind {
        switch self {
        case .goesOffline: .goesOffline
        case .cutsOff: .cutsOff
        case .takesAccess: .takesAccess
        case .changesCHAP: .changesCHAP
        case .endsInheritance: .endsInheritance
        case .deletesData: .deletesData
        case .movesToTrash: .movesToTrash
        case .deletesSnapshot: .deletesSnapshot
        case .losesData: .losesData
        case .deletesShared: .deletesShared
        }
    }

    /// Whom it harms.
    package var initiators: [InitiatorName] {
        switch self {
        case .goesOffline(let connected), .changesCHAP(let connected), .cutsOff(let connected): connected
        case .takesAccess(let initiator, _): [initiator]
        case .endsInheritance(_, let hidden): hidden
        case .deletesData, .movesToTrash, .deletesSnapshot, .losesData, .deletesShared: []
        }
    }

    package var risk: Risk {
        switch self {
        case .goesOffline, .cutsOff, .takesAccess, .changesCHAP, .endsInheritance: .disruptive
        case .deletesData, .movesToTrash, .deletesSnapshot, .losesData, .deletesShared: .destructive
        }
    }

    package var description: String {
        switch self {
        case .goesOffline(let connected): "takes the app instance offline" + Self.list(connected)
        case .cutsOff(let initiators): "disconnects" + Self.list(initiators, word: "")
        case .takesAccess(let initiator, let others):
            "removes the access of \(initiator) to \(others.joined(separator: "; "))"
        case .changesCHAP(let connected): "changes CHAP credentials" + Self.list(connected)
        case .endsInheritance(let tenant, let hidden):
            "ends the inheritance of \(hidden.count) initiator\(hidden.count == 1 ? "" : "s") by tenant \(tenant.shortName)"
        case .deletesData(let size): "permanently deletes \(size)"
        case .movesToTrash: "goes offline and is moved to the trash; `trash restore` brings it back"
        case .deletesSnapshot(let time): "permanently deletes the data of \(time)"
        case .losesData(let time): "loses data written since \(time)"
        case .deletesShared: "is permanently deleted"
        }
    }

    private static func list(_ initiators: [InitiatorName], word: String = "; connected:") -> String {
        initiators.isEmpty ? "" : "\(word) " + initiators.map(\.text).joined(separator: ", ")
    }
}
