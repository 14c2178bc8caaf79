import Diagnostics

/// The resources of which a DSP supports only a limited number (dsp-api.md section 2, product limits).
enum ArrayLimit: String {
    case volumes, initiators, tenants

    private var maximum: Int {
        switch self {
        case .volumes: 4096
        case .initiators: 512
        case .tenants: 64
        }
    }

    func check(_ count: Int, at location: SourceLocation?, reporting collector: DiagnosticCollector) {
        guard count > maximum else { return }
        collector.report(
            Diagnostic(.error, "the stack has \(count) \(rawValue); a DSP supports at most \(maximum)", at: location))
    }
}
