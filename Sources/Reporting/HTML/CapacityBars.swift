import StorageModel

/// How full array, tenants and types are, as bars with their numbers in words.
struct CapacityBars {
    struct Group {
        /// Empty for what stands by itself.
        var title: String
        var rows: [StorageSummary.Row]
    }

    /// Whether there is an after.
    var hasPlan: Bool

    private static let width = 1000

    /// - Parameter array: nil where the array does not say how full it is.
    func section(_ title: String, array: StorageSummary.Row?, _ groups: [Group]) -> Markup? {
        let all = (array.map { [Group(title: "", rows: [$0])] } ?? []) + groups.filter { !$0.rows.isEmpty }
        guard !all.isEmpty else { return nil }
        return PageParts.section("capacity", title, [legend, table("\(title), in numbers", all)])
    }

    /// The fill level, to be seen first.
    static func tile(_ array: StorageSummary.Row) -> Markup {
        .element(
            "li", ["class": "fill"],
            .element("strong", [:], .text(array.percentages ?? "")),
            .text("of the array provisioned, replicas included"),
            bar(array, of: max(1, array.totalGib ?? 0)),
            .element(
                "span", ["class": "muted"],
                .text("\(array.sizes) of \(Gibibytes(array.totalGib ?? 0).rounded)")))
    }

    private var legend: Markup {
        let parts: [(StaticString, String)] =
            hasPlan
            ? [("now", "now"), ("grown", "added"), ("gone", "freed")] : [("now", "provisioned, replicas included")]
        return .element(
            "p", ["class": "legend"],
            parts.map { style, word in
                .element(
                    "span", [:],
                    .element(
                        "svg", ["viewBox": "0 0 10 10", "aria-hidden": "true"],
                        .element("rect", ["class": style.description, "width": "10", "height": "10"])),
                    .text(word))
            })
    }

    private func table(_ label: String, _ groups: [Group]) -> Markup {
        let titles = ["Name", "Share", "Provisioned, with replicas", "Volumes"].enumerated().map { index, title in
            Markup.element("th", ["scope": "col", "class": index > 1 ? "number" : ""], .text(title))
        }
        let bodies = groups.map { group in
            let largest =
                group.rows.compactMap(\.totalGib).max() ?? group.rows.map { max($0.nowGib, $0.afterGib) }.max()
            return Markup.element(
                "tbody", [:],
                (group.title.isEmpty
                    ? []
                    : [
                        .element(
                            "tr", ["class": "group"],
                            .element("th", ["scope": "rowgroup", "colspan": "4"], .text(group.title)))
                    ]) + group.rows.map { row($0, of: max(1, largest ?? 0)) })
        }
        return .element(
            "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": label],
            .element("table", ["class": "shares"], [.element("thead", [:], .element("tr", [:], titles))] + bodies))
    }

    private func row(_ row: StorageSummary.Row, of largest: Int) -> Markup {
        .element(
            "tr", [:],
            .element("th", ["scope": "row"], .text(row.label)),
            .element("td", ["class": "wide"], Self.bar(row, of: largest)),
            .element("td", ["class": "number"], .text(row.percentages.map { "\(row.sizes), \($0)" } ?? row.sizes)),
            .element("td", ["class": "number"], .text(volumes(of: row))))
    }

    private func volumes(of row: StorageSummary.Row) -> String {
        guard let now = row.volumesNow, let after = row.volumesAfter else { return "" }
        return now == after ? "volume".counted(now) : "\(now) → \("volume".counted(after))"
    }

    /// What is there, then what comes to it or goes. The numbers beside it say the same.
    private static func bar(_ row: StorageSummary.Row, of largest: Int) -> Markup {
        func scaled(_ size: Int) -> Int { min(width, size * width / largest) }
        let kept = scaled(min(row.nowGib, row.afterGib))
        // Even the smallest change can be seen.
        let least = row.nowGib == row.afterGib ? 0 : min(width, kept + 6)
        let end = max(scaled(max(row.nowGib, row.afterGib)), least)
        let style = row.afterGib > row.nowGib ? "grown" : "gone"
        return .element(
            "svg",
            ["class": "bar", "viewBox": "0 0 \(width) 16", "preserveAspectRatio": "none", "aria-hidden": "true"],
            .element("rect", ["class": "now", "width": "\(kept)", "height": "16"]),
            .element("rect", ["class": style, "x": "\(kept)", "width": "\(max(0, end - kept))", "height": "16"]))
    }
}
