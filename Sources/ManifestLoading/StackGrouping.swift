package import Diagnostics

/// The manifests of a folder, each stack's by itself: a folder may hold several stacks.
package struct StackGrouping: Sendable {
    /// In the order in which the stacks are first named; one group where at most one stack is named.
    package let groups: [[ManifestSource]]
    /// Files that belong to none of several stacks, or of which that is not known because they cannot be read.
    package let diagnostics: [Diagnostic]

    package init(_ sources: [ManifestSource]) {
        let named = sources.map { (source: $0, stack: Self.stack(of: $0)) }
        var stacks: [String] = []
        for case (_, .named(let stack)) in named where !stacks.contains(stack) { stacks.append(stack) }
        guard stacks.count > 1 else {
            (groups, diagnostics) = ([sources], [])
            return
        }
        var members: [String: [ManifestSource]] = [:]
        var homeless: [Diagnostic] = []
        for (source, stack) in named {
            switch stack {
            case .named(let name): members[name, default: []].append(source)
            case .unreadable(let failure): homeless.append(failure.diagnostic)
            case .unnamed:
                homeless.append(
                    Diagnostic(
                        .error,
                        "\(source.name) names no stack, and the folder has several: "
                            + stacks.joined(separator: ", "), hint: "add `stack:` to it, or name the files of one stack"
                    ))
            }
        }
        groups = stacks.compactMap { members[$0] }
        diagnostics = homeless
    }

    private enum StackName {
        case named(String)
        case unnamed
        case unreadable(YAMLFailure)
    }

    /// Of its first document that names one.
    private static func stack(of source: ManifestSource) -> StackName {
        var documents: [Node] = []
        do throws(YAMLFailure) {
            var composer = NodeComposer(try SourceText(source), collector: DiagnosticCollector())
            documents = try composer.documents()
        } catch {
            return .unreadable(error)
        }
        for document in documents {
            guard case .mapping(let entries) = document.content else { continue }
            for entry in entries where entry.key.text == StackKey.stack.rawValue {
                if case .scalar(let name) = entry.value.content { return .named(name.text) }
            }
        }
        return .unnamed
    }
}
