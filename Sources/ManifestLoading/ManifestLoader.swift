import Diagnostics
import StorageModel

/// Reads manifests: YAML text in, the state it wants or everything that is wrong with it out.
///
/// The stages are the folders beside this file: YAML (text → nodes), Merging (documents → one stack), Declarations
/// (nodes → what is written, by means of Decoding), Resolution (references followed → desired state).
package struct ManifestLoader: Sendable {
    private let options: ManifestOptions

    package init(options: ManifestOptions = ManifestOptions()) { self.options = options }

    package func load(_ sources: [ManifestSource]) -> LoadedManifest {
        let collector = DiagnosticCollector(about: sources)
        let desired = desiredState(of: sources, collector: collector)
        let diagnostics = collector.diagnostics(about: sources)
        return LoadedManifest(
            desired: diagnostics.hasErrors ? nil : desired, diagnostics: diagnostics, fieldUse: collector.fieldUse)
    }

    private func desiredState(of sources: [ManifestSource], collector: DiagnosticCollector) -> DesiredState? {
        var roots: [Node] = []
        var isComplete = true
        for source in sources {
            do throws(YAMLFailure) {
                var composer = NodeComposer(try SourceText(source), collector: collector)
                roots += try composer.documents()
            } catch {
                collector.report(error.diagnostic)
                isComplete = false
            }
        }
        roots.removeAll(where: \.isNull)
        guard let outline = StackOutline(merging: roots, isComplete: isComplete, collector: collector) else {
            if isComplete { collector.report(.emptyManifest(sources)) }
            return nil
        }
        let driver = DriverDefaults(options.driver, collector: collector)
        return StackResolution(StackDeclaration(outline, driver), options: options, collector: collector)
            .desiredState()
    }
}

extension Diagnostic {
    fileprivate static func emptyManifest(_ sources: [ManifestSource]) -> Diagnostic {
        Diagnostic(
            .error, "the manifest is empty",
            at: sources.first.map { SourceLocation(file: $0.name, line: 1, column: 1) },
            hint:
                "a stack needs at least `apiVersion: \(StackHeader.apiVersion)`, `kind: \(StackHeader.kind)` and `stack: NAME`"
        )
    }
}
