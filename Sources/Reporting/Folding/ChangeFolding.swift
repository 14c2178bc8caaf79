import Planning
import StorageModel

/// Which changes of a plan read the same, so that one block stands for all of them.
///
/// Only how a plan is shown: its JSON has every change, and its digest is over every one.
struct ChangeFolding {
    struct Fold {
        /// In the order of addresses.
        var changes: [ChangeRecord]
        /// The block of the manifest that causes them; nil where they are only alike.
        var via: String?
        var fields: [FieldRecord]
    }

    /// Fewer read better one by one.
    static let smallest = 3

    /// In the order of first members, a change by itself as a fold of one.
    let folds: [Fold]

    /// - Parameter isOff: whether every change stands by itself.
    init(_ plan: PlanRecord, isOff: Bool) {
        var groups: [String: GroupRecord] = [:]
        if !isOff { for group in plan.groups { for address in group.addresses { groups[address] = group } } }
        var members: [Likeness: [ChangeRecord]] = [:]
        var order: [Likeness] = []
        for change in plan.changes {
            let likeness = isOff ? .single(change.address) : Likeness(change, in: groups[change.address])
            if members[likeness] == nil { order.append(likeness) }
            members[likeness, default: []].append(change)
        }
        folds = order.flatMap { likeness -> [Fold] in
            let changes = members[likeness] ?? []
            guard changes.count >= Self.smallest else {
                return changes.map { Fold(changes: [$0], via: nil, fields: $0.fields) }
            }
            let group = changes.first.flatMap { groups[$0.address] }
            return [Fold(changes: changes, via: group?.via, fields: group?.fields ?? Self.fields(of: changes))]
        }
    }

    /// Those of the first, without a name that only one has, and with all sizes.
    private static func fields(of changes: [ChangeRecord]) -> [FieldRecord] {
        guard let first = changes.first else { return [] }
        return first.fields.compactMap { field in
            var field = field
            field.source = nil
            let values = changes.flatMap(\.fields).filter { $0.path == field.path }
            guard values.contains(where: { $0.from != field.from || $0.to != field.to }) else { return field }
            guard field.path.field == .size, first.action == .create else { return nil }
            let sizes = values.compactMap { value -> Gibibytes? in
                if case .size(let size) = value.to { size } else { nil }
            }
            guard let least = sizes.min(), let most = sizes.max() else { return nil }
            field.to = .text("\(least) to \(most)")
            return field
        }
    }

    /// What changes of one fold have in common: all that a reader is shown of them but their names and sizes.
    private enum Likeness: Hashable {
        case single(String)
        case group([String])
        case alike(Traits)

        init(_ change: ChangeRecord, in group: GroupRecord?) {
            self = group.map { .group($0.addresses) } ?? .alike(Traits(change))
        }
    }

    private struct Traits: Hashable {
        var kind: Substring
        var action: Change.Kind
        var risk: Risk
        var reason: String?
        var volumeType: String?
        var manage: ManageLevel?
        var extend: String?
        var admits: [String]?
        var hazards: [HazardRecord]
        var fields: [FieldRecord]

        init(_ change: ChangeRecord) {
            kind = change.address.prefix { $0 != "/" }
            action = change.action
            risk = change.risk
            reason = change.reason
            volumeType = change.volumeType
            manage = change.manage
            extend = change.extend
            admits = change.admits
            hazards = change.hazards
            fields = change.fields.map { field in
                var field = field
                field.source = nil
                let isOwn = field.path.field == .name || field.path.field == .size && field.path.place == nil
                if isOwn, change.action != .update { (field.from, field.to) = (nil, nil) }
                return field
            }
        }
    }
}
