import Planning
import StorageModel

/// One change, or many that are alike, as a part of a page that opens.
struct ChangeBlock {
    let fold: ChangeFolding.Fold
    private let entry: PlanDocument.Entry

    init(_ fold: ChangeFolding.Fold) {
        self.fold = fold
        entry = PlanDocument.Entry(fold)
    }

    var risk: Risk { entry.risk }

    func markup() -> Markup {
        let tone: PageParts.Tone =
            switch entry.risk {
            case .safe: .info
            case .disruptive: .careful
            case .destructive: .bad
            }
        let style = tone.rawValue
        let isAlone = fold.changes.count == 1
        let attributes: Markup.Attributes =
            switch (isAlone, entry.risk == .safe) {
            case (true, true): ["data-find": ""]
            // What does harm is open from the start.
            case (true, false): ["class": style, "data-find": "", "open": ""]
            case (false, true): [:]
            case (false, false): ["class": style, "open": ""]
            }
        return .element(
            "details", attributes,
            .element("summary", [:], summary),
            .element(
                "div", ["class": "inside"],
                [reason, hazards, fields, isAlone ? nil : members].compactMap(\.self)))
    }

    private var summary: [Markup] {
        let (tone, word): (PageParts.Tone, String) =
            switch fold.changes[0].action {
            case .create: (.good, "create")
            case .update: (.info, "change")
            case .adopt: (.info, "adopt")
            case .restore: (.info, "restore")
            case .forget: (.careful, "forget")
            case .trash: (.bad, "trash")
            case .delete: (.bad, "delete")
            }
        var parts: [Markup] = [PageParts.badge(tone, word), " ", .element("strong", [:], .text(entry.title))]
        if entry.risk > .safe {
            parts += [" ", PageParts.badge(entry.risk == .destructive ? .bad : .careful, entry.risk.rawValue)]
        }
        if fold.changes.count > 1 {
            parts.append(.element("span", ["class": "muted"], .text(" \(KeyRanges(entry.members).text)")))
        } else {
            if let size = fold.changes[0].sizeGib { parts.append(muted(" \(Gibibytes(size).rounded)")) }
            if let type = fold.changes[0].volumeType { parts.append(muted(", type \(type)")) }
        }
        return parts
    }

    private func muted(_ text: String) -> Markup { .element("span", ["class": "muted"], .text(text)) }

    private var reason: Markup? {
        var parts: [Markup] = entry.reason.map { Markup.prose("because \($0)") } ?? []
        if fold.changes.count == 1, let source = entry.source {
            parts.append(.element("span", ["class": "mono source"], .text(source)))
        }
        return parts.isEmpty ? nil : .element("p", ["class": "muted"], parts)
    }

    private var hazards: Markup? {
        let texts = fold.changes[0].hazards.map(\.message)
        return texts.isEmpty
            ? nil : .element("ul", ["class": "harm"], texts.map { .element("li", [:], Markup.prose($0)) })
    }

    private var fields: Markup? {
        guard !entry.rows.isEmpty else { return nil }
        let hasFrom = entry.rows.contains { $0.from != nil }
        let hasNote = entry.rows.contains { $0.note != nil }
        let columns =
            [PageParts.Column(title: "Field")] + (hasFrom ? [PageParts.Column(title: "Now")] : [])
            + [PageParts.Column(title: hasFrom ? "After" : "Value")]
            + (hasNote ? [PageParts.Column(title: "Note")] : [])
        return PageParts.table(
            "Fields of \(entry.title)", columns,
            entry.rows.map { row in
                [.text(row.label)] + (hasFrom ? [cell(row.from)] : []) + [cell(row.to)]
                    + (hasNote ? [.text(row.note ?? "")] : [])
            })
    }

    private func cell(_ values: [String]?) -> Markup { .text(values?.joined(separator: ", ") ?? "–") }

    private var members: Markup {
        let hasSize = fold.changes.contains { $0.sizeGib != nil }
        let columns =
            [PageParts.Column(title: "Address")] + (hasSize ? [PageParts.Column(title: "Size", isNumber: true)] : [])
            + [PageParts.Column(title: "Manifest line")]
        return PageParts.table(
            "Changes: \(entry.title)", columns,
            fold.changes.map { change in
                [.element("code", [:], .text(change.address))]
                    + (hasSize ? [.text(change.sizeGib.map { Gibibytes($0).description } ?? "")] : [])
                    + [.element("span", ["class": "mono muted"], .text(change.source ?? ""))]
            }, isSearched: true)
    }
}
