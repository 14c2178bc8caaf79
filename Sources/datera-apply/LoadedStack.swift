import Diagnostics
import ManifestLoading
import Planning
import Reporting
import StorageModel

/// A manifest without errors, and the means to show its lines.
struct LoadedStack {
    var desired: DesiredState
    /// What is worth saying about the manifest; no errors.
    var diagnostics: [Diagnostic]
    var diagnosticText: DiagnosticText
    /// Whether no manifest says that it exists: then the array must.
    var isNamedOnly = false
    fileprivate let manifests: [PlanInputs.Source]
    let manifestOptions: ManifestOptions

    init(
        desired: DesiredState, diagnostics: [Diagnostic] = [], diagnosticText: DiagnosticText,
        manifests: [PlanInputs.Source] = [],
        options: ManifestOptions = ManifestOptions()
    ) {
        self.desired = desired
        self.diagnostics = diagnostics
        self.diagnosticText = diagnosticText
        self.manifests = manifests
        manifestOptions = options
    }

    /// That is checked out where its first manifest is.
    var commit: String? { manifests.lazy.compactMap(\.folder).compactMap { GitCommit(of: $0)?.id }.first }

    /// What a saved plan keeps of it.
    func inputs(_ options: PlanningOptions) -> PlanInputs {
        PlanInputs(
            tool: DateraApply.version, manifests: manifests, tenantOverride: manifestOptions.tenantOverride,
            tenantDefault: manifestOptions.tenantDefault, driver: manifestOptions.driver, options: options)
    }
}
