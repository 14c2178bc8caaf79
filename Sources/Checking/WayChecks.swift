import Configuring
import DSPClient
import StorageModel

/// From the settings to the DSP: what must work before anybody can log in.
struct WayChecks {
    let evidence: ArrayEvidence

    var checks: [Check] {
        guard case .found(let settings) = evidence.settings else {
            return [configuration] + Self.skipped([.resolve, .tcp, .tls, .dsp], because: "the array is not known")
        }
        let endpoint = settings.endpoint.value
        guard evidence.isResolved, let probe = evidence.probe else {
            return [configuration, resolve(endpoint)]
                + Self.skipped([.tcp, .tls, .dsp], because: "no address is known")
        }
        return [configuration, resolve(endpoint)] + connection(probe, settings)
    }

    static func skipped(_ names: [Check.Name], because reason: String) -> [Check] {
        names.map { Check($0, .skipped, reason) }
    }

    private var configuration: Check {
        switch evidence.settings {
        case .missing(let reason): return Check(.configuration, .error, reason)
        case .found(let settings):
            let finding =
                "\(settings.endpoint.value) (\(settings.endpoint.origin)), user \(settings.user.value) "
                + "(\(settings.user.origin)), password (\(settings.password.origin))"
            guard !settings.warnings.isEmpty else { return Check(.configuration, .ok, finding) }
            return Check(
                .configuration, .warning, finding,
                remedy: settings.warnings.map(\.description).joined(separator: " "))
        }
    }

    private func resolve(_ endpoint: Endpoint) -> Check {
        let remedy = ConnectionFault.unknownHost(endpoint.host).remedy
        switch evidence.lookup {
        case .address: return Check(.resolve, .ok, "\(endpoint.host) is an address")
        case .byProxy(let proxy): return Check(.resolve, .ok, "the proxy \(proxy) looks the name up")
        case .found(let addresses): return Check(.resolve, .ok, "\(endpoint.host) is \(addresses.list(limit: 4))")
        case .failed(let reason):
            return Check(.resolve, .error, "the host name `\(endpoint.host)` is not known: \(reason)", remedy: remedy)
        case .timedOut(let limit):
            return Check(
                .resolve, .error, "no name server answered within \(limit.components.seconds) s", remedy: remedy)
        case nil: return Check(.resolve, .skipped, "not tried")
        }
    }

    private func connection(_ probe: AddressProbe, _ settings: ConnectionSettings) -> [Check] {
        let endpoint = settings.endpoint.value
        let way = probe.proxy.map { " through the proxy \($0)" } ?? ""
        let isOpen = Check(.tcp, .ok, "port \(endpoint.port) takes connections\(way)")
        switch probe.outcome {
        case .failed(.notSent(let reason)):
            let tcp = Check(
                .tcp, .error, reason, remedy: "Check address and port, firewalls, and that the array is running.")
            return [tcp] + Self.skipped([.tls, .dsp], because: "no connection")
        case .failed(.hopeless(let fault)): return faulty(fault, isOpen, settings)
        case .failed(.noAnswer(let reason)):
            let dsp = Check(
                .dsp, .error, reason,
                remedy: "Check that this is the port of the array's API, and that the array is running.")
            return [isOpen, tls(settings), dsp]
        case .failed(.tooLate): return [isOpen] + Self.skipped([.tls, .dsp], because: "stopped")
        case .dsp, .busy, .foreign: return [isOpen, tls(settings), dsp(probe.outcome)]
        }
    }

    private func tls(_ settings: ConnectionSettings) -> Check {
        guard settings.endpoint.value.scheme == .https else {
            return Check(.tls, .skipped, "the address is an http address")
        }
        guard settings.tls.verifiesServer else {
            return Check(
                .tls, .warning, "the certificate is not verified (--insecure)", remedy: "Give it with --ca-file PATH.")
        }
        return Check(.tls, .ok, "the certificate is trusted and is for `\(settings.endpoint.value.host)`")
    }

    private func faulty(_ fault: ConnectionFault, _ isOpen: Check, _ settings: ConnectionSettings) -> [Check] {
        switch fault {
        case .unknownHost, .unknownProxy, .refusedByProxy, .unusableAddress:
            return [Check(.tcp, .error, fault.reason, remedy: fault.remedy)]
                + Self.skipped([.tls, .dsp], because: "no connection")
        case .plainPort, .tlsPort, .unknownAuthority, .wrongName, .expiredCertificate, .untrusted, .clientCertificate,
            .handshake, .weakTLS, .unusableFile:
            return [isOpen, Check(.tls, .error, fault.reason, remedy: fault.remedy)]
                + Self.skipped([.dsp], because: "no TLS connection")
        }
    }

    private func dsp(_ outcome: AddressProbe.Outcome) -> Check {
        switch outcome {
        case .dsp(let versions):
            let list = versions.isEmpty ? "" : "; it speaks API \(versions.list(limit: 8))"
            return Check(.dsp, .ok, "a DSP answers\(list)")
        case .busy(let status):
            return Check(
                .dsp, .error, "the array is not ready (HTTP \(status)): it starts, or is overloaded",
                remedy: "Run doctor again in a minute; if it stays so, look at the array's own console.")
        case .foreign(let status, let server):
            let name = server.map { " (\($0.shown(limit: 60)))" } ?? ""
            return Check(
                .dsp, .error, "that is no Datera array: another web server\(name) answers with HTTP \(status)",
                remedy:
                    "Give the array's management address with --mgmt; its API is on port 7718 (https) or 7717 (http).")
        case .failed: return Check(.dsp, .skipped, "no connection")
        }
    }
}

extension [String] {
    /// The first ones, and how many more.
    func list(limit: Int) -> String {
        prefix(limit).map { $0.shown(limit: 100) }.joined(separator: ", ")
            + (count > limit ? " and \(count - limit) more" : "")
    }
}
