/// A password or token. Whatever prints it prints a mask; only wire code and command runners read `content`.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let content: String

    package init(_ content: String) { self.content = content }

    package var description: String { "(secret)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where a secret is to be found: an environment variable or a file. Manifests hold only references.
package enum SecretReference: Hashable, Sendable, Encodable, CustomStringConvertible {
    case environment(String)
    case file(String)

    package var description: String {
        switch self {
        case .environment(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        }
    }
}

/// The secrets of one run, resolved before its first step.
package typealias ResolvedSecrets = [SecretReference: Secret]
