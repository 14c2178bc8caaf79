package import Diagnostics
package import StorageModel

/// A secret that something needs, and which line of the manifest asks for it.
package struct SecretNeed: Sendable {
    package var reference: SecretReference
    package var address: ResourceAddress
    package var origin: SourceLocation?

    package init(_ reference: SecretReference, for address: ResourceAddress, at origin: SourceLocation?) {
        self.reference = reference
        self.address = address
        self.origin = origin
    }
}

/// Finds the secrets that a plan's steps need, all of them before the first step.
package struct SecretResolution: Sendable {
    package private(set) var secrets: ResolvedSecrets = [:]
    package private(set) var diagnostics: [Diagnostic] = []
    package private(set) var warnings: [SettingWarning] = []

    package init(_ needs: [SecretNeed], environment: [String: String], files: SettingFiles) {
        for need in needs where secrets[need.reference] == nil { resolve(need, environment, files) }
    }

    private mutating func resolve(_ need: SecretNeed, _ environment: [String: String], _ files: SettingFiles) {
        let content: String?
        switch need.reference {
        case .environment(let name): content = environment[name]
        case .file(let written, _):
            let path = need.reference.path ?? written
            do throws(SettingFiles.Unreadable) {
                let file = try files.read(path)
                content = file.text.trimmingLineEnd
                if file.isReadableByOthers { warnings.append(.readableByOthers(path)) }
            } catch {
                let place = path == written ? "" : " (\(path))"
                refuse(need, "cannot be read\(place): \(error.reason)", "a CHAP password has 12 to 16 characters")
                return
            }
        }
        guard let content, !content.isEmpty else {
            refuse(need, "is not set or is empty", "set it before you apply")
            return
        }
        // The DSP's limits (dsp-api.md 2.10).
        guard (12...16).contains(content.utf8.count) else {
            refuse(need, "holds \(content.utf8.count) characters", "a CHAP password has 12 to 16")
            return
        }
        secrets[need.reference] = Secret(content)
    }

    private mutating func refuse(_ need: SecretNeed, _ problem: String, _ hint: String) {
        let diagnostic = Diagnostic(
            .error, "\(need.address): the CHAP password \(need.reference) \(problem)", at: need.origin, hint: hint)
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }
}
