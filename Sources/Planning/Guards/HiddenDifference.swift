package import StorageModel

/// A difference that an entry of `ignore` keeps out of the plan.
package struct HiddenDifference: Sendable, Equatable {
    package var address: ResourceAddress
    package var fields: [FieldChange]
    package var rule: IgnoreRule
}

extension AppInstanceDiff {
    /// What would differ, too, were nothing ignored.
    ///
    /// - Parameter rules: those that hold today.
    func hidden(by rules: [IgnoreRule]) -> [HiddenDifference] {
        let rules = rules.filter { $0.matches(desired.address) }
        guard !rules.isEmpty, desired.manage.allowsChanges else { return [] }
        var declared = desired
        declared.ignored = []
        let all = AppInstanceDiff(
            desired: declared, observed: observed, marker: marker, stack: stack, product: product, groups: groups
        ).findings()
        let shown = findings()
        return all.allDifferences.compactMap { difference in
            guard !shown.allDifferences.contains(difference),
                let group = difference.group, let rule = rules.first(where: { $0.fields.contains(group) })
            else { return nil }
            return HiddenDifference(
                address: desired.address, fields: difference.fieldChanges(showingPaths: desired.hasSeveralVolumes),
                rule: rule)
        }
    }
}
