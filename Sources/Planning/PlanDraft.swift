import Diagnostics
import StorageModel

/// What the diffs of a planning run have found so far.
struct PlanDraft {
    private(set) var changes: [PlannedChange] = []
    var blocks: [Block] = []
    var warnings: [PlanWarning] = []
    var notes: [PlanNote] = []
    /// Those of the notes that say what is left as it is though the manifest wants it otherwise.
    var withheld: [PlanNote] = []
    var holdings = Holdings()
    /// What `ignore` keeps out of the changes.
    var hidden: [HiddenDifference] = []
    var diagnostics: [PlanDiagnostic] = []
    var unchangedCount = 0
    /// Templates without which it is unknown what is to be made.
    var unreadTemplates: Set<TemplateReference> = []
    private(set) var unread: Set<AppInstanceReference> = []
    /// Changes that a partial plan does not take up.
    var leftOutCount = 0

    mutating func add(_ change: Change) {
        changes.append(PlannedChange(change: change, steps: change.work.steps))
    }

    /// Says that its metadata decides, unless it is known.
    mutating func needsMetadata(of live: ObservedAppInstance) {
        if live.metadata == nil { unread.insert(live.reference) }
    }

    /// - Parameter replacement: nil takes the change out.
    mutating func replaceChanges(with replacement: (PlannedChange) -> PlannedChange?) {
        changes = changes.compactMap(replacement)
    }

    /// - Parameter address: what cannot be as the manifest wants; nil when it stops everything.
    mutating func report(_ diagnostic: Diagnostic, about address: ResourceAddress?) {
        report([diagnostic], about: address)
    }

    mutating func report(_ diagnostics: [Diagnostic], about address: ResourceAddress?) {
        self.diagnostics += diagnostics.map { PlanDiagnostic(address: address, diagnostic: $0) }
    }

    mutating func note(_ address: ResourceAddress, _ text: String) {
        notes.append(PlanNote(address: address, text: text))
    }

    /// Says what is left as it is, though the manifest wants it otherwise.
    mutating func withhold(_ address: ResourceAddress, _ text: String) {
        note(address, text)
        withheld.append(PlanNote(address: address, text: text))
    }

    /// Whether the product can place the volumes as declared; says why not otherwise.
    mutating func accepts(_ desired: DesiredAppInstance, on product: ProductVersion) -> Bool {
        var accepted = true
        for placement in desired.storageInstances.flatMap(\.volumes).compactMap(\.placement)
        where placement.value.resolved(for: product) == nil {
            accepted = false
            let supported = product.hasPlacementPolicies ? "placement_policy" : "placement_mode"
            let given = product.hasPlacementPolicies ? "placement_mode" : "placement_policy"
            report(
                Diagnostic(
                    .error, "`\(given)` is not supported by product \(product), on which \(desired.address) is planned",
                    at: placement.location, hint: "set `\(supported)`; a manifest for both products sets both"),
                about: desired.address)
        }
        return accepted
    }
}

/// An error of the manifest that only the array brings to light, with what it is about.
struct PlanDiagnostic {
    var address: ResourceAddress?
    var diagnostic: Diagnostic
}
