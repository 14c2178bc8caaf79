internal import StorageModel

/// Why no request reaches an array, whatever is tried: something has to be put right first.
package enum ConnectionFault: Sendable, Hashable {
    case unknownHost(String)
    /// - Parameter proxy: its address and where it comes from.
    case unknownProxy(String)
    /// - Parameter status: what the proxy has answered to CONNECT.
    case refusedByProxy(String, status: Int)
    /// https was spoken to a port that speaks HTTP.
    case plainPort
    /// http was spoken to a port that speaks TLS.
    case tlsPort
    case unknownAuthority(reason: String)
    case wrongName(String, reason: String)
    case expiredCertificate
    case untrusted(reason: String)
    /// - Parameter isPresented: whether this client has presented one.
    case clientCertificate(isPresented: Bool)
    /// A fatal TLS alert of the server (RFC 8446, 6.2).
    case handshake(alert: UInt8)
    /// This side does not take what the server offers.
    case weakTLS(reason: String)
    /// A certificate or key file of this client.
    case unusableFile(reason: String)
    case unusableAddress(reason: String)

    /// Whether it can be a passing trouble after all, once the array has been reached: name servers have their moments.
    var mayPass: Bool {
        switch self {
        case .unknownHost, .unknownProxy: true
        case .refusedByProxy, .plainPort, .tlsPort, .unknownAuthority, .wrongName, .expiredCertificate, .untrusted,
            .clientCertificate, .handshake, .weakTLS, .unusableFile, .unusableAddress:
            false
        }
    }

    /// The same in other words.
    func mapTexts(_ clean: (String) -> String) -> ConnectionFault {
        switch self {
        case .unknownHost(let host): .unknownHost(clean(host))
        case .unknownProxy(let proxy): .unknownProxy(clean(proxy))
        case .refusedByProxy(let proxy, let status): .refusedByProxy(clean(proxy), status: status)
        case .unknownAuthority(let reason): .unknownAuthority(reason: clean(reason))
        case .wrongName(let host, let reason): .wrongName(clean(host), reason: clean(reason))
        case .untrusted(let reason): .untrusted(reason: clean(reason))
        case .weakTLS(let reason): .weakTLS(reason: clean(reason))
        case .unusableFile(let reason): .unusableFile(reason: clean(reason))
        case .unusableAddress(let reason): .unusableAddress(reason: clean(reason))
        case .plainPort, .tlsPort, .expiredCertificate, .clientCertificate, .handshake: self
        }
    }

    package var reason: String {
        switch self {
        case .unknownHost(let host): "the host name `\(host)` is not known"
        case .unknownProxy(let proxy): "the name of the proxy \(proxy) is not known"
        case .refusedByProxy(let proxy, let status): "the proxy \(proxy) refuses the connection with HTTP \(status)"
        case .plainPort: "this port speaks plain HTTP, not TLS"
        case .tlsPort: "this port speaks TLS, not plain HTTP"
        case .unknownAuthority(let reason): "no trusted authority has signed the certificate: \(reason)"
        case .wrongName(let host, let reason): "the certificate is not for `\(host)`: \(reason)"
        case .expiredCertificate: "the certificate has expired"
        case .untrusted(let reason): "the certificate is not trusted: \(reason)"
        case .clientCertificate(isPresented: false): "the server demands a client certificate"
        case .clientCertificate(isPresented: true): "the server does not accept the client certificate"
        case .weakTLS(let reason): "the server offers TLS that this machine does not allow: \(reason)"
        case .handshake(let alert): "the server refuses the TLS handshake with alert \(alert)"
        case .unusableFile(let reason), .unusableAddress(let reason): reason
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .unknownHost(let host):
            "Check --mgmt, DAT_MGMT or mgmt_ip, and the name server of this machine."
                + (host.allSatisfy(\.isASCII) ? "" : " Write a name with letters beyond ASCII in its xn-- form.")
        case .unknownProxy, .refusedByProxy:
            "If the array is reached without a proxy, name its host in NO_PROXY; otherwise ask the administrator of the proxy."
        case .plainPort: "Check the port, or write the address with http:// if the network is trusted."
        case .tlsPort: "Write the address with https://."
        case .unknownAuthority: "Give the certificate of its authority with --ca-file PATH."
        case .wrongName: "Give --mgmt a name that the certificate holds, or the array a certificate for this one."
        case .expiredCertificate: "Give the array a new certificate, and check the clock of this machine."
        case .untrusted: "Check the certificate of the array, and --ca-file."
        case .clientCertificate: "Give one that the server trusts with --client-cert PATH and --client-key PATH."
        case .handshake, .weakTLS: "Check which TLS versions and certificates the server accepts."
        case .unusableFile: "Check the files of --ca-file, --client-cert and --client-key."
        case .unusableAddress: "Check --mgmt, DAT_MGMT or mgmt_ip."
        }
    }
}
