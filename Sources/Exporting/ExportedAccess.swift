import ManifestLoading
import StorageModel

/// The initiators and groups of an export, and which of them an attachment may name where.
///
/// In a manifest they belong to the stack, on a DSP to a tenant. So one can be named only where the tenant sees it, and
/// a group only with the same members everywhere.
struct ExportedAccess {
    private let observed: ObservedState
    private var initiatorKeys: [InitiatorName: String] = [:]
    private var groupKeys: [String: String] = [:]
    private var members: [String: Set<InitiatorName>] = [:]
    private var names = ExportNames()
    private var groupNames = ExportNames()
    private(set) var initiators: [YAMLEntry] = []
    private(set) var groups: [YAMLEntry] = []

    /// - Parameter home: the stack's tenant, in which unused objects are exported, too.
    init(_ observed: ObservedState, home: TenantPath) {
        self.observed = observed
        for initiator in (observed.initiators[home] ?? []).sorted(by: { $0.iqn < $1.iqn })
        where initiator.owner == home && !initiator.iqn.isImageWriter {
            _ = key(for: initiator.iqn, in: home)
        }
        for group in (observed.initiatorGroups[home] ?? []).sorted(by: { $0.name < $1.name })
        where group.owner == home && canName(group.name, in: home) {
            _ = key(forGroup: group.name, in: home)
        }
    }

    /// Whether the tenant sees all of them, and no other tenant's group of the same name has other members.
    ///
    /// To be asked before any key: what gets one is exported.
    func canName(_ initiators: Set<InitiatorName>, _ groups: Set<String>, in tenant: TenantPath) -> Bool {
        initiators.allSatisfy { canName($0, in: tenant) } && groups.allSatisfy { canName($0, in: tenant) }
    }

    private func canName(_ iqn: InitiatorName, in tenant: TenantPath) -> Bool {
        observed.initiators[tenant]?.contains { $0.iqn == iqn } == true
    }

    private func canName(_ name: String, in tenant: TenantPath) -> Bool {
        guard let group = observed.initiatorGroups[tenant]?.first(where: { $0.name == name }) else { return false }
        return NameRule.name.accepts(name) && group.foreignMembers.isEmpty
            && members[name].map { $0 == group.members } ?? true
            && group.members.allSatisfy { canName($0, in: tenant) }
    }

    /// Nil when the tenant does not see it.
    mutating func key(for iqn: InitiatorName, in tenant: TenantPath) -> String? {
        guard let initiator = observed.initiators[tenant]?.first(where: { $0.iqn == iqn }) else { return nil }
        if let known = initiatorKeys[iqn] { return known }
        let isNamed = NameRule.label.accepts(initiator.label)
        let key = names.key(for: isNamed ? initiator.label : "initiator")
        initiatorKeys[iqn] = key
        let iqnEntry = YAMLEntry(InitiatorKey.iqn, .text(iqn.text))
        let isShort = NameRule.label.accepts(key) && (key == initiator.label || !isNamed)
        initiators.append(
            YAMLEntry(
                key,
                isShort
                    ? .text(iqn.text)
                    : .map([iqnEntry, YAMLEntry(InitiatorKey.name, .text(isNamed ? initiator.label : "initiator"))])))
        return key
    }

    /// Nil when the tenant does not see it.
    mutating func key(forGroup name: String, in tenant: TenantPath) -> String? {
        guard let group = observed.initiatorGroups[tenant]?.first(where: { $0.name == name }) else { return nil }
        var keys: [String] = []
        for member in group.members.sorted() {
            guard let key = key(for: member, in: tenant) else { return nil }
            keys.append(key)
        }
        if let known = groupKeys[name] { return known }
        let key = groupNames.key(for: name)
        groupKeys[name] = key
        members[name] = group.members
        let list = YAMLValue.list(keys.map { .text($0) })
        groups.append(
            YAMLEntry(
                key,
                key == name
                    ? list
                    : .map([YAMLEntry(InitiatorGroupKey.name, .text(name)), YAMLEntry(InitiatorGroupKey.members, list)])
            ))
        return key
    }
}
