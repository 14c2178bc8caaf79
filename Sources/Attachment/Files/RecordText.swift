import StorageModel

/// The text of a node record: lines `name = value` between two comments.
enum RecordText {
    private static let end = "# END RECORD"

    /// Settings by name, of the names asked for. `<empty>` is open-iscsi's word for none.
    static func settings(in text: String, of names: Set<String>) -> [String: Secret] {
        var found: [String: Secret] = [:]
        for line in text.split(separator: "\n") {
            guard let (name, value) = setting(in: line), names.contains(name), !value.isEmpty, value != "<empty>"
            else { continue }
            found[name] = Secret(value)
        }
        return found
    }

    /// The text with other settings; everything else in it stays as it was.
    ///
    /// - Throws: `HostFailure.notRecordable` for a value with a line end, which would be a setting of its own.
    static func text(_ text: String, with settings: RecordSettings) throws(HostFailure) -> String {
        for (name, value) in settings.values.sorted(by: { $0.key < $1.key }) {
            guard let value, value.content.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else {
                continue
            }
            throw .notRecordable(key: name)
        }
        var missing = settings.values.compactMapValues(\.self)
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard let (name, _) = setting(in: line) else {
                if line.hasPrefix(end) { lines += Self.lines(missing) }
                if line.hasPrefix(end) { missing = [:] }
                lines.append(String(line))
                continue
            }
            if settings.absent.contains(name) { continue }
            guard case let value?? = settings.values[name] else {
                lines.append(String(line))
                continue
            }
            // A name that stands there twice is written once.
            if missing.removeValue(forKey: name) != nil { lines.append("\(name) = \(value.content)") }
        }
        if !missing.isEmpty {
            if lines.last == "" { lines.removeLast() }
            lines += Self.lines(missing) + [""]
        }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ settings: [String: Secret]) -> [String] {
        settings.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.content)" }
    }

    private static func setting(in line: Substring) -> (name: String, value: String)? {
        guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { return nil }
        return (String(line[..<equals]).trimmed, String(line[line.index(after: equals)...]).trimmed)
    }
}
