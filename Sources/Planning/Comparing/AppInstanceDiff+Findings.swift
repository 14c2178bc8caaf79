import Diagnostics
import StorageModel

extension AppInstanceDiff {
    /// What comparing one app instance brings to light.
    struct Findings {
        var differences: [Difference] = []
        var blocks: [Block] = []
        var diagnostics: [Diagnostic] = []
        var unreachable: [Unreachable] = []

        var isEmpty: Bool { allDifferences.isEmpty && blocks.isEmpty && diagnostics.isEmpty }
        /// Those included that cannot be removed.
        var allDifferences: [Difference] { differences + unreachable.map(\.difference) }
        var allBlocks: [Block] { blocks + unreachable.map(\.block) }
    }

    /// What differs and cannot be changed.
    struct Unreachable {
        var difference: Difference
        var block: Block
    }

    /// Of one that cannot be as declared: a partial plan without it puts it back online all the same.
    func closeWindow(of marker: Marker, into draft: inout PlanDraft) {
        guard marker.flags.hasOpenWindow, desired.manage != .observe else { return }
        draft.add(
            .updateAppInstance(
                AppInstanceChange(
                    desired: desired, observed: observed, differences: [.interruptedWindow(live: observed.adminState)],
                    markerBefore: marker,
                    markerAfter: marker.closed)))
    }
}
