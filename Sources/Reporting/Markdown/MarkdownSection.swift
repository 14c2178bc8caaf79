/// The changes of one risk, as many in full as there is room for, the others by name, and what is left as a number.
///
/// Which ones are shown depends on the plan and the room alone, so equal plans give equal text.
struct MarkdownSection {
    private(set) var text = ""
    /// Changes that are neither shown nor named.
    private(set) var hiddenCount = 0

    /// What heading, fences and counts take at most.
    private static let frame = 300

    /// - Parameters:
    ///   - heading: stands above; for a collapsed section it is its summary.
    ///   - room: bytes.
    ///   - namesAll: whether being named goes before being shown in full.
    init(_ entries: [PlanDocument.Entry], heading: String, isCollapsed: Bool, namesAll: Bool, room: Int) {
        guard !entries.isEmpty else { return }
        var left = room - Self.frame
        // Each with the line that parts it from the next.
        let blocks = entries.map { Self.block($0) + "\n" }
        let names = entries.map { Self.cost(ofNaming: $0) }
        // What the entries that are still to come need in order to be named at least.
        var promised = namesAll ? names.reduce(0, +) : 0
        var shown: [String] = []
        var named: [PlanDocument.Entry] = []
        for (index, entry) in entries.enumerated() {
            let rest = namesAll ? promised - names[index] : 0
            if blocks[index].utf8.count + rest <= left {
                shown.append(blocks[index])
                left -= blocks[index].utf8.count
                promised = rest
            } else {
                named.append(entry)
                // Once one is left out, shorter ones behind it are, too: a gap would look like the end.
                if !namesAll { break }
            }
        }
        if !namesAll { named = Array(entries.dropFirst(shown.count)) }
        let list = Self.names(of: named, room: left)
        hiddenCount = list.hidden
        var body = shown.isEmpty ? "" : Self.fenced(String(shown.joined().dropLast()), as: "diff")
        if !list.text.isEmpty {
            body += (shown.isEmpty ? "" : "\nNot shown in full:\n\n") + Self.fenced(list.text, as: "text")
        }
        if hiddenCount > 0 { body += "\n…and \(hiddenCount) more.\n" }
        text =
            isCollapsed
            ? "<details><summary>\(heading)</summary>\n\n\(body)\n</details>\n\n" : "#### \(heading)\n\n\(body)\n"
    }

    /// As the terminal shows it, with signs that a diff viewer colours.
    private static func block(_ entry: PlanDocument.Entry) -> String {
        let symbol =
            switch entry.symbol {
            case .create: "+"
            case .update: "!"
            case .remove: "-"
            }
        return EntryText(style: .plain, indent: 0).lines(of: entry, symbol: symbol).joined(separator: "\n") + "\n"
    }

    private static func cost(ofNaming entry: PlanDocument.Entry) -> Int {
        entry.addresses.reduce(0) { $0 + $1.utf8.count + 2 }
    }

    /// As many as there is room for.
    private static func names(of entries: [PlanDocument.Entry], room: Int) -> (text: String, hidden: Int) {
        let addresses = entries.flatMap(\.addresses)
        var count = addresses.count
        while count > 0 {
            let text = AddressFolding(Array(addresses.prefix(count))).lines.joined(separator: "\n") + "\n"
            let size = text.utf8.count
            if size <= room { return (text, addresses.count - count) }
            // Never more than can fit; at least one less each time.
            count = min(count - 1, max(0, count * max(0, room) / size))
        }
        return ("", addresses.count)
    }

    /// With a fence that nothing inside can close.
    static func fenced(_ text: String, as language: String) -> String {
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(text)\(fence)\n"
    }
}
