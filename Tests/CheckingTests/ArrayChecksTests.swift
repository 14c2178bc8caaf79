import Configuring
import DSPClient
import StorageModel
import TestSupport
import Testing

@testable import Checking

/// From what was found to checks. The rows of the table are one fault each; everything else is well.
@Suite struct ArrayChecksTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var name: String
        var change: @Sendable (inout ArrayEvidence) -> Void
        /// The check that tells it, its state, and words of finding or remedy.
        var check: Check.Name
        var state: Check.State
        var words: String

        var testDescription: String { name }
    }

    private static func probe(_ outcome: AddressProbe.Outcome) -> @Sendable (inout ArrayEvidence) -> Void {
        { evidence in
            evidence.probe = AddressProbe(outcome, shown: evidence.probe?.shown)
            evidence.forgetSession()
        }
    }

    private static func failing(_ failure: TransportFailure) -> @Sendable (inout ArrayEvidence) -> Void {
        probe(.failed(failure))
    }

    private static let call = FailedCall("PUT https://array.test:7718/v2.3/login")

    static let faults: [Fault] = [
        Fault(
            name: "no settings",
            change: {
                $0.settings = .missing(reason: "Which array? Give --mgmt ADDRESS.")
                $0.lookup = nil
                $0.probe = nil
                $0.forgetSession()
            }, check: .configuration, state: .error, words: "Give --mgmt"),
        Fault(
            name: "unknown name",
            change: {
                $0.lookup = .failed(reason: "Name or service not known")
                $0.probe = nil
                $0.forgetSession()
            }, check: .resolve, state: .error, words: "name server of this machine"),
        Fault(
            name: "silent name server",
            change: {
                $0.lookup = .timedOut(after: .seconds(10))
                $0.probe = nil
                $0.forgetSession()
            }, check: .resolve, state: .error, words: "within 10 s"),
        Fault(
            name: "closed port", change: failing(.notSent(reason: "Connection refused")), check: .tcp, state: .error,
            words: "firewalls"),
        Fault(
            name: "proxy", change: failing(.hopeless(.refusedByProxy("proxy:3128", status: 403))), check: .tcp,
            state: .error, words: "NO_PROXY"),
        Fault(
            name: "TLS to a plain port", change: failing(.hopeless(.plainPort)), check: .tls, state: .error,
            words: "http://"),
        Fault(
            name: "self-signed", change: failing(.hopeless(.unknownAuthority(reason: "self-signed certificate"))),
            check: .tls, state: .error, words: "--ca-file"),
        Fault(
            name: "another name", change: failing(.hopeless(.wrongName("array.test", reason: "no match"))),
            check: .tls, state: .error, words: "not for `array.test`"),
        Fault(
            name: "silence", change: failing(.noAnswer(reason: "no answer came within 10.0 seconds")), check: .dsp,
            state: .error, words: "port of the array's API"),
        Fault(
            name: "another web server", change: probe(.foreign(status: 501, server: "SimpleHTTP/0.6")), check: .dsp,
            state: .error, words: "that is no Datera array: another web server (SimpleHTTP/0.6)"),
        Fault(
            name: "starting", change: probe(.busy(status: 503)), check: .dsp, state: .error, words: "not ready"),
        Fault(
            name: "wrong password",
            change: {
                $0.forgetSession()
                $0.login = .failure(.authenticationRefused(call, message: "bad"))
            }, check: .login, state: .error, words: "Check user and password"),
        Fault(
            name: "no common version",
            change: {
                $0.forgetSession()
                $0.login = .failure(.noCommonVersion(offered: ["v3"]))
            }, check: .apiVersion, state: .error, words: "v3"),
        Fault(
            name: "clock ahead", change: { $0.probe?.shown = UTCSecond(secondsSince1970: 1_800_000_300) },
            check: .clock, state: .warning, words: "300 s ahead of"),
        Fault(
            name: "no clock", change: { $0.probe?.shown = nil }, check: .clock, state: .warning, words: "no time"),
        Fault(
            name: "critical", change: { $0.change { $0.health = "critical" } }, check: .health, state: .error,
            words: "Repair"),
        Fault(
            name: "degraded", change: { $0.change { $0.operationalState = "degraded" } }, check: .health,
            state: .warning, words: "state degraded"),
        Fault(
            name: "full",
            change: {
                $0.change {
                    $0.capacity = ArrayCapacity(
                        total: Gibibytes(1000), available: Gibibytes(99), provisioned: Gibibytes(950))
                }
            }, check: .capacity, state: .warning, words: "(9 %)"),
        Fault(
            name: "no tenant", change: { $0.tenant = TenantPath("/root/nosuch") }, check: .rights, state: .error,
            words: "there is no tenant /root/nosuch"),
        Fault(
            name: "no rights",
            change: {
                $0.observed = .failure(.permissionDenied(call, message: "no"))
                $0.leases = nil
            }, check: .rights, state: .error, words: "role"),
        Fault(
            name: "a lease is left", change: { $0.leases = .success([ArrayEvidence.lease(isRemains: true)]) },
            check: .leases, state: .warning, words: "datera-apply lock release shop"),
    ]

    @Test func whatIsWellIsOk() {
        let checks = ArrayChecks(.well).checks
        #expect(checks.allSatisfy { $0.state == .ok && $0.remedy == nil }, "\(checks)")
        #expect(checks.map(\.name) == Array(Check.Name.allCases.prefix(12)))
    }

    /// What is behind the fault is skipped, not wrong, too; what is not stays ok.
    @Test(arguments: faults) func oneFaultIsToldByOneCheck(fault: Fault) throws {
        var evidence = ArrayEvidence.well
        fault.change(&evidence)
        let checks = ArrayChecks(evidence).checks
        let found = try #require(checks.first { $0.name == fault.check })
        #expect(found.state == fault.state, "\(found)")
        #expect("\(found.finding) \(found.remedy ?? "")".contains(fault.words), "\(found)")
        #expect(checks.filter { $0.name != fault.check }.allSatisfy { $0.state == .ok || $0.state == .skipped })
        #expect(checks.map(\.name) == Array(Check.Name.allCases.prefix(12)))
    }

    @Test func aRunThatIsAtWorkIsNoFault() {
        var evidence = ArrayEvidence.well
        evidence.leases = .success([ArrayEvidence.lease(isRemains: false)])
        let check = ArrayChecks(evidence).checks.last
        #expect(check?.state == .ok && check?.finding == "stack shop: held by process 4711 on db-01")
    }

    @Test func theWorstDecidesAndARefusalIsNamed() {
        let well = Check(.tcp, .ok, "")
        let cases: [([Check], Checkup.Outcome)] = [
            ([well, Check(.leases, .skipped, "")], .ok), ([well, Check(.clock, .warning, "")], .warning),
            ([Check(.clock, .warning, ""), Check(.dsp, .error, "")], .error),
            ([Check(.dsp, .error, ""), Check(.login, .error, "", isRefusal: true)], .refused),
        ]
        for (checks, outcome) in cases { #expect(Checkup(checks).outcome == outcome) }
        #expect(Checkup([Check(.leases, .ok, ""), well]).checks.map(\.name) == [.tcp, .leases])
    }
}

extension ArrayEvidence {
    static func lease(isRemains: Bool) -> Lease {
        let object = AppInstanceReference(tenant: .root, id: "1")
        let record = LeaseRecord(
            holder: LeaseHolder(host: "db-01", realm: "00000000", pid: 4711), nonce: "0123456789abcdef",
            expiry: UTCSecond(secondsSince1970: 1_800_000_000))
        return Lease(
            stack: "shop", reading: LeaseReading(object: object, record: record, now: nil), isRemains: isRemains)
    }

    static var well: ArrayEvidence {
        let environment = ["DAT_MGMT": "https://array.test", "DAT_USER": "admin", "DAT_PASS": "x"]
        let files = SettingFiles.none
        guard
            let settings = try? ConnectionSettings(ConnectionOptions(), environment: environment, files: files)
        else { return ArrayEvidence(settings: .missing(reason: "no settings")) }
        var evidence = ArrayEvidence(settings: .found(settings))
        evidence.lookup = .found(["192.0.2.1"])
        evidence.probe = AddressProbe(
            .dsp(versions: ["v2.2", "v2.3"]), shown: UTCSecond(secondsSince1970: 1_800_000_001))
        evidence.timeOfDay = UTCSecond(secondsSince1970: 1_800_000_000)
        evidence.login = .success(.v22)
        let cluster = ObservedCluster(uuid: "c", name: "sim", product: ProductVersion("3.3.3.0"), api: .v22)
        let capacity = ArrayCapacity(total: Gibibytes(1000), available: Gibibytes(900), provisioned: Gibibytes(50))
        evidence.health = .success(
            ArrayHealth(cluster: cluster, capacity: capacity, health: "ok", operationalState: "running"))
        evidence.observed = .success(
            ObservedState(cluster: cluster, capacity: capacity, tenants: [ObservedTenant(path: .root)]))
        evidence.leases = .success([])
        return evidence
    }

    mutating func forgetSession() {
        login = nil
        health = nil
        observed = nil
        leases = nil
    }

    fileprivate mutating func change(_ body: (inout ArrayHealth) -> Void) {
        guard case .success(var health) = health else { return }
        body(&health)
        self.health = .success(health)
    }
}

extension SettingFiles {
    /// A machine without any.
    static let none = SettingFiles(
        read: { _, _ throws(SettingFiles.Unreadable) in throw SettingFiles.Unreadable("no such file") },
        obstacle: { _ in SettingFiles.Unreadable("no such file") })
}
