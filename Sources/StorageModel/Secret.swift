/// A password or token. Whatever prints it prints a mask; only wire code and command runners read `content`.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let content: String

    package init(_ content: String) { self.content = content }

    package var description: String { "(secret)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where a secret is to be found: an environment variable or a file. Manifests hold only references.
package enum SecretReference: Hashable, Sendable, CustomStringConvertible {
    case environment(String)
    /// A path as the manifest has it; one that is relative begins in the manifest's folder, or where there is none, for
    /// instance of standard input, in the current one.
    case file(String, folder: String? = nil)

    package var description: String {
        switch self {
        case .environment(let name): "env:\(name)"
        case .file(let path, _): "file:\(path)"
        }
    }

    /// Where to read it; nil for what is in no file.
    package var path: String? {
        switch self {
        case .environment: nil
        case .file(let path, let folder):
            path.hasPrefix("/") ? path : (folder.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? "") + path
        }
    }
}

/// What is digested, approved and recorded is what the manifest says: a checkout in another place is the same stack, with its
/// secrets beside its manifests.
extension SecretReference: Encodable {
    private enum Kind: String, CodingKey { case environment, file }
    private enum Member: String, CodingKey { case only = "_0" }

    /// As the compiler would, without the folder.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Kind.self)
        let (kind, text): (Kind, String) =
            switch self {
            case .environment(let name): (.environment, name)
            case .file(let path, _): (.file, path)
            }
        var member = container.nestedContainer(keyedBy: Member.self, forKey: kind)
        try member.encode(text, forKey: .only)
    }
}

/// The secrets of one run, resolved before its first step.
package typealias ResolvedSecrets = [SecretReference: Secret]
