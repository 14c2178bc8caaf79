import Diagnostics
import Planning
import StorageModel

/// Finds the secrets that a plan's steps need, all of them before the first step.
struct SecretResolution {
    private(set) var secrets: ResolvedSecrets = [:]
    private(set) var diagnostics: [Diagnostic] = []
    /// What the user should know and need not act on.
    private(set) var warnings: [String] = []

    init(for plan: Plan, environment: [String: String]) {
        for step in plan.graph.steps {
            for reference in step.call.secretReferences where secrets[reference] == nil {
                resolve(reference, for: step, environment)
            }
        }
    }

    private mutating func resolve(_ reference: SecretReference, for step: Step, _ environment: [String: String]) {
        let content: String?
        switch reference {
        case .environment(let name): content = environment[name]
        case .file(let written, _):
            let path = reference.path ?? written
            do throws(FileProblem) {
                let file = try FileContent(of: path, limit: FileContent.secretLimit)
                content = file.text.trimmingLineEnd
                if file.isReadableByOthers { warnings.append(SettingSources.readableByOthers(path)) }
            } catch {
                let place = path == written ? "" : " (\(path))"
                refuse(reference, step, "cannot be read\(place): \(error)", "a CHAP password has 12 to 16 characters")
                return
            }
        }
        guard let content, !content.isEmpty else {
            refuse(reference, step, "is not set or is empty", "set it before you apply")
            return
        }
        // The DSP's limits (dsp-api.md 2.10).
        guard (12...16).contains(content.utf8.count) else {
            refuse(reference, step, "holds \(content.utf8.count) characters", "a CHAP password has 12 to 16")
            return
        }
        secrets[reference] = Secret(content)
    }

    private mutating func refuse(_ reference: SecretReference, _ step: Step, _ problem: String, _ hint: String) {
        let diagnostic = Diagnostic(
            .error, "\(step.address): the CHAP password \(reference) \(problem)", at: step.origin, hint: hint)
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }
}
