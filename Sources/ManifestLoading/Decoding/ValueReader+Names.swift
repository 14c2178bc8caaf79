import Diagnostics
import StorageModel

extension ValueReader {
    /// The key as the identity of a resource; nil when it may not be one, which has been reported.
    func resourceKey() -> String? {
        guard Self.isKey(key.text) else {
            collector.report(
                Diagnostic(
                    .error,
                    "a key must be letters, digits, _ and -, starting with a letter or _; "
                        + "\(key.text.quoted) is not",
                    at: key.location))
            return nil
        }
        return key.text
    }

    /// The DSP's name of a resource: what `name:` says, or else the key, unless that is nil for being no key at all.
    func resourceName(_ name: ValueReader?, orKey key: String?, _ rule: NameRule) -> Declared<String>? {
        if let name { return name.declared { $0.name(rule) } }
        guard let key else { return nil }
        guard rule.accepts(key) else {
            collector.report(.invalidName(key, at: self.key.location, isFromKey: true, rule))
            return nil
        }
        return Declared(key, at: self.key.location)
    }

    /// A member of `for_each`: `[A-Za-z0-9_-]+`.
    func memberName() -> String? {
        guard let text = text() else { return nil }
        guard Self.isMember(text) else {
            report("\(label) must be letters, digits, _ and -; \(text.quoted) is not")
            return nil
        }
        return text
    }

    /// A tenant as people write it: `payments`, `a/b`, `/root/payments`, `/root`.
    func tenantPath() -> TenantPath? { text().flatMap(tenantPath(from:)) }

    func tenantPath(from text: String) -> TenantPath? {
        let path = TenantPath(text)
        guard !text.isEmpty, path.components.allSatisfy(NameRule.nameOrUUID.accepts) else {
            report("each part of a tenant's path must be \(NameRule.name.text); \(text.quoted) is not such a path")
            return nil
        }
        return path
    }

    func uuid() -> String? {
        guard let text = text() else { return nil }
        guard NameRule.isUUID(text.lowercased()) else {
            report("\(label) must be a uuid such as `5f0c1c2e-0000-4000-8000-000000000000`, not \(text.quoted)")
            return nil
        }
        return text.lowercased()
    }

    /// An iSCSI name by the DSP's own pattern (dsp-api.md section 2, IQN).
    func initiatorName() -> InitiatorName? {
        guard let text = text() else { return nil }
        guard InitiatorPattern.accepts(text) else {
            report("\(text.quoted) is not a valid iSCSI initiator name", hint: InitiatorPattern.hint(for: text))
            return nil
        }
        return InitiatorName(text)
    }

    /// Whether the text is a key: `[A-Za-z_][A-Za-z0-9_-]*`.
    static func isKey(_ text: String) -> Bool {
        guard let first = text.utf8.first, !first.isASCIIDigit, first != UInt8(ascii: "-") else { return false }
        return isMember(text)
    }

    static func isMember(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0.isWordCharacter || $0 == UInt8(ascii: "-") }
    }
}

extension Diagnostic {
    /// - Parameter isFromKey: whether the key stands in for a `name:` that is not there.
    static func invalidName(
        _ name: String, at location: SourceLocation?, isFromKey: Bool, _ rule: NameRule = .name
    ) -> Diagnostic {
        Diagnostic(
            .error, "a name on the DSP must be \(rule.text); \(name.quoted) is not", at: location,
            hint: isFromKey ? "keep the key and add a `name:`" : nil)
    }
}
