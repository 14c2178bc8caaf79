/// What the name of an app instance says about who called it so (dsp-api.md section 5).
package enum NamingConvention: Sendable, Hashable {
    /// `OS-<uuid>` and `OS-<display name>-<uuid>` of Cinder; an image cache's uuid is that of the image.
    case openStack(id: String, display: String?)
    /// `UNMANAGED-<uuid>`: Cinder has released it.
    case unmanaged(id: String)
    /// The uuid alone, of Cinder before 2.2.
    case bareUUID(String)
    /// `CSI-<pvc name>`.
    case kubernetes(claim: String)

    /// Nil for a name that a person has chosen.
    package init?(name: String) {
        if let rest = Self.rest(of: name, after: "UNMANAGED-"), NameRule.isUUID(rest) {
            self = .unmanaged(id: rest)
        } else if let rest = Self.rest(of: name, after: "CSI-"), !rest.isEmpty {
            self = .kubernetes(claim: rest)
        } else if let rest = Self.rest(of: name, after: "OS-"), NameRule.isUUID(String(rest.suffix(36))) {
            let display = rest.dropLast(36)
            guard display.isEmpty || display.hasSuffix("-") else { return nil }
            self = .openStack(id: String(rest.suffix(36)), display: display.isEmpty ? nil : String(display.dropLast()))
        } else if NameRule.isUUID(name.lowercased()) {
            self = .bareUUID(name.lowercased())
        } else {
            return nil
        }
    }

    /// By which its own system knows the volume.
    package var id: String {
        switch self {
        case .openStack(let id, _), .unmanaged(let id), .bareUUID(let id): id
        case .kubernetes(let claim): claim
        }
    }

    /// As lists show it.
    package var text: String {
        switch self {
        case .openStack(let id, let display): "OpenStack \(display ?? id)"
        case .unmanaged(let id): "OpenStack, unmanaged \(id)"
        case .bareUUID(let id): "OpenStack \(id)"
        case .kubernetes(let claim): "Kubernetes \(claim)"
        }
    }

    private static func rest(of name: String, after prefix: String) -> String? {
        name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
    }
}
