import Diagnostics
package import Planning
import StorageModel

/// A drift report as a page: what somebody changed, what is missing, what is only not applied yet.
package enum DriftHTML {
    package static func render(_ report: DriftReport) -> String {
        HTMLPage(
            title: "Drift of stack \(report.stack)", kind: "Drift", heading: "Stack \(report.stack)",
            subtitle:
                "on \(report.cluster.name), product \(report.cluster.product), API \(report.cluster.api.rawValue)",
            verdict: verdict(of: report),
            sections: [PageParts.tiles(tiles(of: report), and: fill(of: report))] + sections(of: report),
            footer: [.element("p", [:], .text("Array \(report.cluster.name), uuid \(report.cluster.uuid)."))]
        ).render()
    }

    private static func verdict(of report: DriftReport) -> Markup {
        let hint = "`plan` shows what `apply` would do about it."
        if !report.blocks.isEmpty { return PageParts.verdict(.bad, "Some volumes cannot be compared") }
        guard report.hasDrift else {
            let pending = report.count(.pending)
            return PageParts.verdict(
                .good, "No drift", pending > 0 ? ["\("change".counted(pending)) of the manifest not applied yet."] : [])
        }
        let parts = [
            (report.count(.drift) + report.count(.both), "changed on the array"),
            (report.count(.absent), "not on the array"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return PageParts.verdict(.careful, "Drift: " + parts.joined(separator: ", "), [hint])
    }

    private static func tiles(of report: DriftReport) -> [PageParts.Tile] {
        [
            PageParts.Tile("changed on the array", report.count(.drift), "amber"),
            PageParts.Tile("changed on both sides", report.count(.both), "red"),
            PageParts.Tile("not on the array", report.count(.absent), "red"),
            PageParts.Tile("not applied yet", report.count(.pending), "blue"),
            PageParts.Tile("unmanaged", report.unmanaged.count),
            PageParts.Tile("in sync", report.inSyncCount, "green"),
        ]
    }

    private static func sections(of report: DriftReport) -> [Markup] {
        let titles: [(DriftEntry.Kind, String)] = [
            (.both, "Changed on both sides"), (.drift, "Changed on the array"), (.absent, "Not on the array"),
            (.pending, "In the manifest, not applied yet"),
        ]
        let problems =
            report.blocks.map { PageParts.problem(.bad, "blocked", ProblemRecord($0)) }
            + report.warnings.map { PageParts.problem(.careful, "warning", ProblemRecord($0)) }
        var result = problems.isEmpty ? [] : [PageParts.section("attention", "Needs attention", problems)]
        var content: [Markup] = []
        for (kind, title) in titles {
            let folds = DriftFolding(report.entries.filter { $0.kind == kind }).folds
            guard !folds.isEmpty else { continue }
            content.append(
                .element("h3", ["class": "kind"], .text("\(title) (\(report.count(kind)))")))
            content += folds.map { block($0, isOpen: kind != .pending && $0.entries.count < 20) }
        }
        if !content.isEmpty {
            result.append(PageParts.section("entries", "Differences", [PageParts.search("a resource")] + content))
        }
        if !report.unmanaged.isEmpty { result.append(unmanaged(report.unmanaged)) }
        let notes = report.notes.map { note in (note.address.map { "\($0): " } ?? "") + note.text }
        return notes.isEmpty ? result : result + [PageParts.section("notes", "Notes", [PageParts.list(notes)])]
    }

    private static func fill(of report: DriftReport) -> Markup? {
        report.capacity.map { CapacityBars.tile(StorageSummary.Row($0)) }
    }

    private static func block(_ fold: DriftFolding.Fold, isOpen: Bool) -> Markup {
        let entry = fold.entries[0]
        var inside: [Markup] = entry.note.map { [.element("p", [:], Markup.prose($0))] } ?? []
        if !entry.fields.isEmpty {
            inside.append(
                PageParts.table(
                    "Fields of \(fold.title)",
                    ["Field", "On the array", "In the manifest"].map { PageParts.Column(title: $0) },
                    entry.fields.map { field in [.text(field.path.label), cell(field.from), cell(field.to)] }))
        }
        let isAlone = fold.entries.count == 1
        if !isAlone { inside.append(members(of: fold)) }
        if isAlone, let place = entry.location {
            inside.append(.element("p", ["class": "mono muted"], .text(place.description)))
        }
        let ranges = isAlone ? "" : " " + KeyRanges(fold.entries.map { "\($0.address)" }).text
        let attributes: Markup.Attributes =
            switch (isAlone, isOpen) {
            case (true, true): ["data-find": "", "open": ""]
            case (true, false): ["data-find": ""]
            case (false, true): ["open": ""]
            case (false, false): [:]
            }
        return .element(
            "details", attributes,
            .element(
                "summary", [:], .element("strong", [:], .text(fold.title)),
                .element("span", ["class": "muted"], .text(ranges))),
            .element("div", ["class": "inside"], inside))
    }

    private static func members(of fold: DriftFolding.Fold) -> Markup {
        PageParts.table(
            "Resources: \(fold.title)", [PageParts.Column(title: "Address"), PageParts.Column(title: "Manifest line")],
            fold.entries.map { entry in
                [
                    .element("code", [:], .text("\(entry.address)")),
                    .element("span", ["class": "mono muted"], .text(entry.location?.description ?? "")),
                ]
            }, isSearched: true)
    }

    private static func cell(_ value: FieldValue?) -> Markup { .text(value?.lines.joined(separator: ", ") ?? "–") }

    private static func unmanaged(_ apps: [UnmanagedAppInstance]) -> Markup {
        PageParts.section(
            "unmanaged", "Without an owner, in the tenants of the stack (\(apps.count))",
            [
                PageParts.table(
                    "Volumes without an owner",
                    [
                        PageParts.Column(title: "Name"), PageParts.Column(title: "Tenant"),
                        PageParts.Column(title: "Size", isNumber: true), PageParts.Column(title: "Made by"),
                        PageParts.Column(title: "In the manifest"),
                    ],
                    apps.map { app in
                        [
                            .text(app.name), .text(app.tenant.shortName), .text(app.size.description),
                            .text(app.createMode), .text(app.address.map { "\($0), not adopted" } ?? "–"),
                        ]
                    }, isSearched: true)
            ])
    }
}
