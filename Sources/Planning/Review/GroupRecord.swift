/// Changes that are all alike because one block of the manifest caused them: a volume type that was edited, for instance.
package struct GroupRecord: Sendable, Equatable, Codable {
    /// The block: `volume_types.gold`, or `defaults`.
    package var via: String
    package var risk: Risk
    package var fields: [FieldRecord]
    /// The changes, each of which has an entry of its own as well.
    package var addresses: [String]

    /// Fewer read better one by one.
    private static let smallest = 3

    /// - Parameter changes: in the order of addresses; the groups come in the order of their first members.
    static func groups(of changes: [ChangeRecord]) -> [GroupRecord] {
        var groups: [Likeness: [String]] = [:]
        var order: [Likeness] = []
        for change in changes {
            guard let likeness = Likeness(change) else { continue }
            if groups[likeness] == nil { order.append(likeness) }
            groups[likeness, default: []].append(change.address)
        }
        return order.compactMap { likeness in
            guard let addresses = groups[likeness], addresses.count >= smallest else { return nil }
            return GroupRecord(via: likeness.via, risk: likeness.risk, fields: likeness.fields, addresses: addresses)
        }
    }

    /// What changes of one group have in common: everything that a reader is shown of them.
    private struct Likeness: Hashable {
        var via: String
        var risk: Risk
        var reason: String?
        var fields: [FieldRecord]
        var admits: [String]?
        var hazards: [HazardRecord]

        /// Nil for a change that has another cause than one block.
        init?(_ change: ChangeRecord) {
            guard change.action == .update, let via = change.fields.first?.via,
                change.fields.allSatisfy({ $0.via == via })
            else { return nil }
            self.via = via
            risk = change.risk
            reason = change.reason
            fields = change.fields
            admits = change.admits
            hazards = change.hazards
        }
    }
}
