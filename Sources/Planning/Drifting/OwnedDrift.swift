import StorageModel

/// Classifies what differs on one app instance that the stack owns.
struct OwnedDrift {
    let diff: AppInstanceDiff
    let marker: Marker

    /// Nil when there is nothing to say: equal, different in nothing but its marker, or left alone on purpose.
    var entry: DriftEntry? {
        if marker.flags.hasOpenWindow {
            return entry(.drift, [.interruptedWindow], note: "an earlier run was stopped inside its offline window")
        }
        let found = diff.findings()
        let differences = found.differences + found.unreachable
        if marker.flags.isBeingBuilt, diff.mayChange {
            return entry(.pending, differences, note: "not complete yet; the next apply goes on with it")
        }
        guard diff.desired.manage != .createOnly else { return nil }
        let missing = found.blocks.map(\.message)
        guard missing.isEmpty else { return entry(.drift, differences, note: missing.joined(separator: "; ")) }
        guard !differences.isEmpty else { return nil }
        let visible = differences.filter(\.isVisible)
        if diff.desired.manage == .observe { return visible.isEmpty ? nil : entry(.drift, visible) }
        guard !visible.isEmpty, !isAsRecorded(diff.observed) else { return entry(.pending, differences) }
        let isOnlyDrift = visible.count == differences.count && isAsRecorded(diff.observed.resolving(visible))
        return entry(isOnlyDrift ? .drift : .both, differences)
    }

    private func isAsRecorded(_ app: ObservedAppInstance) -> Bool {
        ManagedValues(live: app, desired: diff.desired).match(marker)
    }

    private func entry(_ kind: DriftEntry.Kind, _ differences: [Difference], note: String? = nil) -> DriftEntry {
        DriftEntry(
            address: diff.desired.address, kind: kind,
            fields: differences.flatMap { $0.fieldChanges(showingPaths: diff.desired.hasSeveralVolumes) },
            note: note, location: diff.desired.location)
    }
}
