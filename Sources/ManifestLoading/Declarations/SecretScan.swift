import Diagnostics
import StorageModel

/// Finds what may be a literal secret in a `chap` block, so that no message shows its line.
struct SecretScan {
    let collector: DiagnosticCollector

    /// Conceals every text below the node that is not a reference, and misspelt keys, which may be a secret as well.
    func concealLiterals(in node: Node) {
        switch node.content {
        case .invalid: collector.conceal(node.location)
        case .scalar(let scalar):
            if !scalar.isNull && SecretReference(scalar.text) == nil { collector.conceal(node.location) }
        case .sequence(let items):
            for item in items { concealLiterals(in: item) }
        case .mapping(let entries):
            for entry in entries { concealLiterals(in: entry) }
        }
    }

    private func concealLiterals(in entry: Node.Entry) {
        switch entry.key.text {
        case "user", "version": break
        case "password", "mutual": concealLiterals(in: entry.value)
        default:
            collector.conceal(entry.key.location)
            concealLiterals(in: entry.value)
        }
    }
}
