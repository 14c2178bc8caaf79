import Planning
import Reporting
import StorageModel

/// Names on the command line of what must be there: a name that is mistyped must not look like an empty array.
extension ObservedState {
    /// - Parameter tenant: as `--tenant` gives it; nil keeps all.
    /// - Throws: `CommandError` for a tenant that is not there.
    mutating func keepOnly(_ tenant: String?) throws(CommandError) {
        guard let tenant else { return }
        try requireTenant(TenantPath(tenant))
        appInstances.removeAll { $0.tenant != TenantPath(tenant) }
    }

    /// - Parameter tenant: nil demands nothing.
    func requireTenant(_ tenant: TenantPath?) throws(CommandError) {
        guard let tenant, tenant != .root else { return }
        let known = Set(tenants.map(\.path) + appInstances.map(\.tenant)).subtracting([.root])
        guard !known.contains(tenant) else { return }
        throw .unknown("tenant", tenant.shortName, known: known.map(\.shortName))
    }

    /// A stack is what has a volume, something in the trash, or a lease.
    ///
    /// - Parameter stack: nil demands nothing.
    func requireStack(_ stack: String?) throws(CommandError) {
        guard let stack else { return }
        let marked = appInstances.compactMap(\.marker?.stack)
        let lease = LeaseRecord.objectName(for: stack)
        let isLeased = appInstances.contains { $0.ownership == .lease && $0.name == lease }
        guard !isLeased, !marked.contains(stack) else { return }
        throw .unknown("stack", stack, known: Array(Set(marked)))
    }
}

extension CommandError {
    /// So many names help; more hide the message.
    private static let shownNames = 20

    fileprivate static func unknown(_ noun: String, _ name: String, known: [String]) -> CommandError {
        let names = known.sorted()
        return unknown(noun, name, meant: Suggestion.nearest(to: name, among: names), names)
    }

    /// - Parameter known: what there is of the kind, by any name.
    static func unknown(_ noun: String, _ name: String, known: [ResourceNames]) -> CommandError {
        unknown(
            noun, name, meant: AddressBook.suggestion(for: name, among: known), known.map(\.shownName).sorted())
    }

    private static func unknown(
        _ noun: String, _ name: String, meant: String?, _ names: [String]
    ) -> CommandError {
        var text = "there is no \(noun) `\(name)` on the array"
        if let meant { text += "; did you mean `\(meant)`?" }
        let more = names.count > shownNames ? " and \(names.count - shownNames) more" : ""
        let list = names.prefix(shownNames).joined(separator: ", ") + more
        text += names.isEmpty ? " (it has none)" : "\nThere \(names.count == 1 ? "is" : "are"): \(list)"
        return CommandError(.failure, text)
    }
}
