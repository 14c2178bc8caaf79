import Diagnostics
import StorageModel

/// Applies volume types and defaults: the nearest block that says something wins.
struct TypeResolution {
    private let declaration: StackDeclaration
    private let findings: Findings
    private let defaultType: VolumeSettings?

    init(_ declaration: StackDeclaration, findings: Findings) {
        self.declaration = declaration
        self.findings = findings
        defaultType = declaration.header.defaults.type.flatMap {
            declaration.volumeTypes.value(for: $0, reporting: findings)
        }
    }

    /// The volume's own settings over those of its type over the defaults.
    func settings(of volume: VolumeDeclaration) -> VolumeSettings {
        let type =
            volume.type.map { declaration.volumeTypes.value(for: $0, reporting: findings) } ?? defaultType
        return volume.settings.over(type ?? VolumeSettings()).over(declaration.header.defaults.settings)
    }

    /// The settings of a part of an app instance: its own over those of its type over those of whatever it is part of.
    func settings(
        _ own: VolumeSettings, type reference: Declared<String>?, within outer: VolumeSettings
    ) -> VolumeSettings {
        guard let reference, let type = declaration.volumeTypes.value(for: reference, reporting: findings) else {
            return own.over(outer)
        }
        for key in type.keysOfWhole {
            findings.report(
                Diagnostic(
                    .error,
                    "the type \(reference.value.quoted) sets `\(key.rawValue)`, which the whole app instance has",
                    at: reference.location, hint: "set it on the app instance, and give this part another type"))
        }
        return own.over(type).over(outer)
    }
}

extension VolumeSettings {
    /// What is set here and cannot differ between the parts of one app instance.
    fileprivate var keysOfWhole: [BodyKey] {
        var keys: [BodyKey] = []
        if protect != nil { keys.append(.protect) }
        if adminState != nil { keys.append(.adminState) }
        if accessControlMode != nil { keys.append(.accessControlMode) }
        if extend != nil { keys.append(.extend) }
        if manage != nil { keys.append(.manage) }
        return keys
    }
}
