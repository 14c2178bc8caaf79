/// Whom a TLS connection trusts, and as whom it presents itself.
package struct TLSSettings: Sendable, Hashable {
    /// PEM file of the authorities to trust instead of the system's.
    package var authorityFile: String?
    /// PEM file of a client certificate; the key may be in the same file.
    package var clientCertificateFile: String?
    package var clientKeyFile: String?
    /// False lets anyone on the path read the password; only for a person who asked for it.
    package var verifiesServer: Bool

    package init(
        authorityFile: String? = nil, clientCertificateFile: String? = nil, clientKeyFile: String? = nil,
        verifiesServer: Bool = true
    ) {
        self.authorityFile = authorityFile
        self.clientCertificateFile = clientCertificateFile
        self.clientKeyFile = clientKeyFile
        self.verifiesServer = verifiesServer
    }
}
