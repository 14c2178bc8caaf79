import StorageModel

extension SecretReference {
    /// Reads `env:NAME` or `file:PATH`; nil for anything else, which may be a secret.
    ///
    /// - Parameter folder: of the manifest.
    init?(_ text: String, in folder: String? = nil) {
        if text.hasPrefix("env:") {
            let name = String(text.dropFirst(4))
            guard Self.isVariable(name) else { return nil }
            self = .environment(name)
        } else if text.hasPrefix("file:") {
            let path = String(text.dropFirst(5))
            guard !path.isEmpty, path.utf8.allSatisfy({ $0 >= 0x20 }) else { return nil }
            self = .file(path, folder: folder)
        } else {
            return nil
        }
    }

    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !first.isASCIIDigit else { return false }
        return name.utf8.allSatisfy(\.isWordCharacter)
    }
}
