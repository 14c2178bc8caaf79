/// Where the journal of a stack is kept.
package enum JournalPath {
    /// Bytes after which a journal is begun anew.
    package static let limit = 8 << 20

    /// `$XDG_STATE_HOME/datera-apply/<stack>.journal.jsonl`, or below `~/.local/state`; nil without a home.
    package static func standard(for stack: String, environment: [String: String]) -> String? {
        let state = environment["XDG_STATE_HOME", default: ""]
        let home = environment["HOME", default: ""]
        guard !state.isEmpty || !home.isEmpty else { return nil }
        let base = state.isEmpty ? "\(home)/.local/state" : state
        return "\(base)/datera-apply/\(stack).journal.jsonl"
    }
}
