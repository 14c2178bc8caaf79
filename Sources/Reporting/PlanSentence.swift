import Planning
import StorageModel

/// One of the last lines of a plan.
struct SummaryLine {
    enum Role {
        case plain, risk
    }

    var role = Role.plain
    var text: String
}

/// What a plan comes to, in its last lines: how much it creates, changes and deletes, what of it does harm, what
/// `apply` needs for that, and the digest.
struct PlanSentence {
    /// Of changes that do harm, so many are named at the end; all of them stand above.
    private static let named = 20

    let lines: [SummaryLine]

    /// - Parameter coversStack: whether the plan is for the stack as a whole.
    init(_ plan: PlanRecord, coversStack: Bool) {
        let leftOut = plan.summary.leftOut
        let count = leftOut > 0 ? ": \("change".counted(leftOut)) left out" : ""
        var lines = plan.scope.map { [SummaryLine(text: "Partial plan, \($0.shown())\(count).")] } ?? []
        lines.append(SummaryLine(text: Self.sum(of: plan, coversStack)))
        lines += Self.harm(in: plan)
        if let needs = Self.needs(of: plan) { lines.append(SummaryLine(text: needs)) }
        if !plan.isEmpty, plan.applyable, coversStack { lines.append(SummaryLine(text: "Digest: \(plan.digest)")) }
        self.lines = lines
    }

    private static func sum(of plan: PlanRecord, _ coversStack: Bool) -> String {
        guard !plan.isEmpty else {
            guard plan.scope == nil, plan.blocks.isEmpty else { return "No changes planned." }
            guard coversStack else { return "Nothing to do." }
            return "No changes. The array matches the manifest (\("resource".counted(plan.summary.unchanged)))."
        }
        let unchanged = plan.summary.unchanged > 0 ? "; \(plan.summary.unchanged) unchanged" : ""
        return "Plan: \(actions(of: plan, showingNone: coversStack))\(unchanged). \("step".counted(plan.steps.count))."
    }

    /// `create 302 (300 volumes, 44.1 TiB; 2 initiators), change none, delete none`
    ///
    /// - Parameter showingNone: whether it is also said what is not done.
    static func actions(of plan: PlanRecord, showingNone: Bool) -> String {
        Change.Kind.allCases.compactMap { action in
            let counts = plan.summary.totals.counts.filter { $0.action == action }
            let verb = action == .update ? "change" : action.rawValue
            guard let first = counts.first else {
                let isCommon = action == .create || action == .update || action == .delete
                return showingNone && isCommon ? "\(verb) none" : nil
            }
            let sizes = action == .update ? [] : counts.filter { $0.sizeGib > 0 }.map { Gibibytes($0.sizeGib).rounded }
            if counts.count == 1 {
                return "\(verb) \(ResourceCount(first.kind, first.count).text)" + (sizes.first.map { " (\($0))" } ?? "")
            }
            let parts = counts.map { count in
                let size = count.sizeGib > 0 && action != .update ? ", \(Gibibytes(count.sizeGib).rounded)" : ""
                return ResourceCount(count.kind, count.count).text + size
            }
            return "\(verb) \(counts.reduce(0) { $0 + $1.count }) (\(parts.joined(separator: "; ")))"
        }.joined(separator: ", ")
    }

    /// The worst one last, by name.
    static func harm(in plan: PlanRecord) -> [SummaryLine] {
        [Risk.disruptive, .destructive].compactMap { risk in
            let addresses = plan.changes.filter { $0.risk == risk }.map { $0.address.shown() }
            guard !addresses.isEmpty else { return nil }
            let rest = addresses.count - named
            let names = addresses.prefix(named).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
            return SummaryLine(role: .risk, text: "! \(risk.rawValue): \(names)")
        }
    }

    /// The flags without which `apply` refuses the plan; nil for none.
    static func needs(of plan: PlanRecord) -> String? {
        let flags = RiskAllowance().missing(for: plan)
        guard !flags.isEmpty else { return nil }
        let limit = plan.guards.maxDeletes
        let deletes =
            flags.contains(RiskAllowance.destroyFlag) && limit > 0
            ? " (and --max-deletes \(limit), unless `guards` sets it)" : ""
        return "To apply it: \(flags.joined(separator: " "))\(deletes)."
    }
}
