package import Planning
import StorageModel

/// A plan as a page for those who review it: what happens, what does harm, how full the array becomes, then everything.
package struct PlanHTML: Sendable {
    private let allowance: RiskAllowance?
    private let isFolded: Bool

    /// - Parameter allowance: what `apply` will be given leave for; nil where that is not known.
    package init(allowance: RiskAllowance? = nil, isFolded: Bool = true) {
        self.allowance = allowance
        self.isFolded = isFolded
    }

    package func render(_ plan: PlanRecord) -> String {
        let document = PlanDocument(plan, coversStack: true)
        let cluster = plan.cluster
        let scope = plan.scope.map { ", partial: \($0)" } ?? ""
        return HTMLPage(
            title: "Plan of stack \(plan.stack)", kind: "Plan", heading: "Stack \(plan.stack)",
            subtitle: "on \(cluster.name), product \(cluster.productVersion), API \(cluster.apiVersion)\(scope)",
            verdict: verdict(of: plan),
            sections: [
                PageParts.tiles(tiles(of: plan), and: document.storage.array.map(CapacityBars.tile)), attention(plan),
                capacity(document.storage), changes(plan),
                notes(document.notes),
            ].compactMap(\.self),
            footer: footer(of: plan)
        ).render()
    }

    private func verdict(of plan: PlanRecord) -> Markup {
        let sum = PlanSentence.actions(of: plan, showingNone: true).asHeadline
        if !plan.blocks.isEmpty {
            return PageParts.verdict(
                .bad, "Blocked: nothing can be applied", plan.isEmpty ? [] : [sum + "."])
        }
        guard !plan.isEmpty else {
            return PageParts.verdict(.good, "No changes: the array matches the manifest")
        }
        let missing = allowance?.missing(for: plan) ?? []
        let harm = PlanSentence.harm(in: plan).reversed().map { String($0.text.dropFirst(2)).asHeadline + "." }
        let more = harm + (PlanSentence.needs(of: plan).map { [$0] } ?? [])
        if !missing.isEmpty {
            return PageParts.verdict(
                .bad, "Not allowed: apply will not be given \(missing.joined(separator: " and "))", [sum + "."] + harm)
        }
        switch plan.summary.risk {
        case .safe:
            return PageParts.verdict(.good, sum, ["Safe: no user is affected. \("step".counted(plan.steps.count))."])
        case .disruptive: return PageParts.verdict(.careful, sum, more)
        case .destructive: return PageParts.verdict(.bad, sum, more)
        }
    }

    private func tiles(of plan: PlanRecord) -> [PageParts.Tile] {
        let counts = plan.summary
        func size(_ isMeant: (Change.Kind) -> Bool) -> String? {
            let size = counts.totals.counts.filter { isMeant($0.action) }.reduce(0) { $0 + $1.sizeGib }
            return size > 0 ? Gibibytes(size).rounded : nil
        }
        return [
            PageParts.Tile("created", counts.create, "green", note: size { $0 == .create }),
            PageParts.Tile("changed", counts.update, "blue"),
            PageParts.Tile("removed", counts.remove, "red", note: size(\.isRemoval)),
            PageParts.Tile("unchanged", counts.unchanged),
            PageParts.Tile("disruptive", plan.changes.count { $0.risk == .disruptive }, "amber"),
            PageParts.Tile("destructive", plan.changes.count { $0.risk == .destructive }, "red"),
        ]
    }

    /// Blocks, changes that do harm, warnings.
    private func attention(_ plan: PlanRecord) -> Markup? {
        let blocks = ChangeFolding(plan, isOff: !isFolded).folds.map(ChangeBlock.init)
        let content =
            plan.blocks.map { PageParts.problem(.bad, "blocked", $0) }
            + [Risk.destructive, .disruptive].flatMap { risk in blocks.filter { $0.risk == risk } }.map { $0.markup() }
            + plan.warnings.map { PageParts.problem(.careful, "warning", $0) }
        return content.isEmpty ? nil : PageParts.section("attention", "Needs attention", content)
    }

    private func capacity(_ storage: StorageSummary) -> Markup? {
        CapacityBars(hasPlan: true).section(
            "Capacity, now and after", array: storage.array,
            [
                CapacityBars.Group(title: "Tenants", rows: storage.tenants),
                CapacityBars.Group(title: "Volume types of the stack", rows: storage.types),
            ])
    }

    private func changes(_ plan: PlanRecord) -> Markup? {
        let safe = ChangeFolding(plan, isOff: !isFolded).folds.map(ChangeBlock.init).filter { $0.risk == .safe }
        guard !safe.isEmpty else { return nil }
        let count = plan.changes.count { $0.risk == .safe }
        return PageParts.section(
            "changes", "Safe changes (\(count))", [PageParts.search("a change")] + safe.map { $0.markup() })
    }

    private func notes(_ notes: [String]) -> Markup? {
        notes.isEmpty ? nil : PageParts.section("notes", "Notes", [PageParts.list(notes)])
    }

    private func footer(of plan: PlanRecord) -> [Markup] {
        let array = "Array \(plan.cluster.name), uuid \(plan.cluster.uuid)."
        guard plan.applyable, !plan.isEmpty else { return [.element("p", [:], .text(array))] }
        return [
            .element("p", [:], .text(array)),
            .element("p", [:], "Digest, for `apply --approve`: ", .element("code", [:], .text(plan.digest))),
        ]
    }
}

extension String {
    fileprivate var asHeadline: String { prefix(1).uppercased() + dropFirst() }
}
