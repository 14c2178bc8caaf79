import ManifestLoading
import Planning
import Reporting
import StorageModel

/// A manifest without errors, and the means to show its lines.
struct LoadedStack {
    var desired: DesiredState
    var diagnosticText: DiagnosticText
    /// Whether no manifest says that it exists: then the array must.
    var isNamedOnly = false
    fileprivate let manifests: [PlanInputs.Source]
    let manifestOptions: ManifestOptions

    init(
        desired: DesiredState, diagnosticText: DiagnosticText, manifests: [PlanInputs.Source] = [],
        options: ManifestOptions = ManifestOptions()
    ) {
        self.desired = desired
        self.diagnosticText = diagnosticText
        self.manifests = manifests
        manifestOptions = options
    }

    /// What a saved plan keeps of it.
    func inputs(_ options: PlanningOptions) -> PlanInputs {
        PlanInputs(
            tool: DateraApply.version, manifests: manifests, tenantOverride: manifestOptions.tenantOverride,
            tenantDefault: manifestOptions.tenantDefault, driver: manifestOptions.driver, options: options)
    }
}
