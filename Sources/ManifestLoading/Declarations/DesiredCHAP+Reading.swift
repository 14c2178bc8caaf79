import Diagnostics
import StorageModel

package enum CHAPKey: String, FieldKey {
    case user, password, version, mutual

    package static let isConfidential = true
    static let ofMutual: [CHAPKey] = [.user, .password]
}

extension DesiredCHAP {
    init?(_ reader: ValueReader) {
        SecretScan(collector: reader.collector).concealLiterals(in: reader.node)
        guard let fields = Fields<CHAPKey>(reader, of: "`chap`") else { return nil }
        let credentials = CHAPCredentials(fields)
        let version = fields[.version]?.integer(in: 1...Int(Int32.max))
        var mutual: CHAPCredentials?
        if let block = fields[.mutual] {
            guard let fields = Fields<CHAPKey>(block, of: "`mutual`", allowing: CHAPKey.ofMutual) else { return nil }
            mutual = CHAPCredentials(fields)
        }
        guard let credentials else { return nil }
        self.init(location: reader.key.location, credentials: credentials, mutual: mutual, version: version ?? 1)
    }
}

extension CHAPCredentials {
    fileprivate init?(_ fields: Fields<CHAPKey>) {
        let user = fields.required(.user)?.chapUser()
        let password = fields.required(.password, hint: "write `password: env:NAME` or `password: file:PATH`")?
            .secretReference()
        guard let user, let password else { return nil }
        self.init(user: user, password: password)
    }
}

extension ValueReader {
    /// Not shown when it is wrong: a password may have got into its place.
    fileprivate func chapUser() -> String? {
        guard let text = text() else { return nil }
        guard NameRule.name.accepts(text) else {
            collector.conceal(location)
            report("\(label) must be \(NameRule.name.text)")
            return nil
        }
        return text
    }

    fileprivate func secretReference() -> SecretReference? {
        guard let text = text() else { return nil }
        guard let reference = SecretReference(text, in: collector.folder(of: node.location)) else {
            report(
                "\(label) must say where the secret is, not the secret itself",
                hint: "write `env:NAME` or `file:PATH`")
            return nil
        }
        return reference
    }
}
