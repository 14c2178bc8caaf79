import Glibc
import TestSupport
import Testing

/// `doctor` as a program, against a simulated array, with and without TLS in front of it, and against what is none.
@Suite(.timeLimit(.minutes(2))) struct DoctorTests {
    /// The state of each check by its name.
    private func states(_ run: ToolRun) throws -> [String: String] {
        let checks = try JSONTree(parsing: Array(run.output.utf8))["checks"]?.elements ?? []
        return Dictionary(checks.map { ($0["name"]?.text ?? "", $0["state"]?.text ?? "") }) { first, _ in first }
    }

    private func doctor(_ environment: [String: String], _ more: [String] = []) async throws -> ToolRun {
        try await ToolRun(["doctor", "--format", "json"] + more, environment: environment)
    }

    @Test func anArrayThatIsWellHasNoProblem() async throws {
        try await SimulatedDSP.with { array in
            let run = try await doctor(array.environment)
            #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
            let states = try states(run)
            #expect(states.removing("tls").values.allSatisfy { $0 == "ok" } && states.count == 12, "\(states)")
            #expect(try await array.writes().isEmpty)
        }
    }

    /// What a run that has ended has left is told with the way to go on.
    @Test func aLeaseThatIsLeftIsAWarning() async throws {
        try await SimulatedDSP.with { array in
            let descr = "datera-apply lease v1 elsewhere.0123abcd.4711 00000000deadbeef 20200101T000000Z"
            try await array.call(
                "POST", "/app_instances", #"{"name": "datera-apply.lease.night", "descr": "\#(descr)"}"#)
            let run = try await ToolRun(["doctor"], environment: array.environment)
            #expect(run.status == 0 && run.output.contains("stack night: left by process 4711 on elsewhere"))
            #expect(run.words.contains("datera-apply lock release night"), "\(run.output)")
        }
    }

    @Test func aRefusedLoginIs77AndWhatNeedsNoLoginIsStillChecked() async throws {
        try await SimulatedDSP.with { array in
            let run = try await doctor(array.environment.merging(["DAT_PASS": "wrong-password"]) { $1 })
            let states = try states(run)
            #expect(run.status == 77 && states["login"] == "error" && states["rights"] == "skipped", "\(states)")
            #expect(["configuration", "resolve", "tcp", "dsp", "clock"].allSatisfy { states[$0] == "ok" }, "\(states)")
            #expect(!(run.output + run.error).contains("wrong-password"))
        }
    }

    @Test(arguments: [
        ("https://no-such-array.invalid", "resolve"), ("http://127.0.0.1:1", "tcp"),
        ("http://user@array", "configuration"), ("", "configuration"),
    ]) func whatIsOnTheWayIsNamedByOneCheckAndIs1(address: String, check: String) async throws {
        let run = try await doctor(["DAT_MGMT": address, "DAT_USER": "admin", "DAT_PASS": "x"], ["--host"])
        let states = try states(run)
        #expect(run.status == 1 && states[check] == "error", "\(run.output)")
        let ofArray = states.filter { ["resolve", "tcp", "tls", "dsp", "login", "rights", "leases"].contains($0.key) }
        #expect(ofArray.values.count { $0 == "error" } == (check == "configuration" ? 0 : 1), "\(states)")
        // This machine is looked at all the same.
        #expect(["ok", "error"].contains(states["iscsid"]) && states["networks"] != nil, "\(states)")
    }

    @Test func everyFaultOfTLSIsTold() async throws {
        try await SimulatedDSP.with { array in
            let front = try TLSFront(to: array.port ?? 0)
            try await front.waitUntilItListens()
            let login = ["DAT_USER": "admin", "DAT_PASS": "password"]
            let cases: [(address: String, trust: [String], state: String, words: String)] = [
                ("https://localhost:\(front.port)", ["--ca-file", front.certificate], "ok", "is trusted"),
                ("https://localhost:\(front.port)", [], "error", "--ca-file"),
                ("https://localhost:\(front.port)", ["--insecure"], "warning", "not verified"),
                (
                    "https://127.0.0.1:\(front.port)", ["--ca-file", front.certificate], "error",
                    "is not for `127.0.0.1`"
                ),
                ("http://127.0.0.1:\(front.port)", [], "error", "https://"),
                ("https://127.0.0.1:\(array.port ?? 0)", [], "error", "plain HTTP"),
            ]
            for expected in cases {
                let run = try await doctor(login.merging(["DAT_MGMT": expected.address]) { $1 }, expected.trust)
                let tls = try JSONTree(parsing: Array(run.output.utf8))["checks"]?.elements
                    .first { $0["name"]?.text == "tls" }
                #expect(tls?["state"]?.text == expected.state, "\(expected): \(run.output)")
                let told = "\(tls?["finding"]?.text ?? "") \(tls?["remedy"]?.text ?? "")"
                #expect(told.contains(expected.words), "\(expected): \(told)")
                #expect(run.status == (expected.state == "error" ? 1 : 0), "\(expected)")
            }
        }
    }
}

/// `stunnel4` in front of a port, with a fresh certificate for `localhost` that is its own authority.
private final class TLSFront: Sendable {
    let port: Int
    let certificate: String
    private let folder: TemporaryFolder
    private let process: ToolProcess

    struct NotStarted: Error {}

    init(to target: Int) throws {
        folder = try TemporaryFolder()
        certificate = "\(folder.path)/certificate.pem"
        let key = "\(folder.path)/key.pem"
        let made = try ToolProcess(
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost", "-days", "2", "-out", certificate, "-keyout", key,
            ], program: "/usr/bin/openssl")
        var status: Int32 = 0
        guard waitpid(made.pid, &status, 0) == made.pid, status == 0 else { throw NotStarted() }
        port = try Self.freePort()
        let configuration = try folder.write(
            """
            foreground = yes
            pid =
            cert = \(certificate)
            key = \(key)
            [array]
            accept = 127.0.0.1:\(port)
            connect = 127.0.0.1:\(target)
            """, to: "stunnel.conf")
        process = try ToolProcess([configuration], program: "/usr/bin/stunnel4")
    }

    deinit {
        process.send(SIGKILL)
        waitpid(process.pid, nil, 0)
    }

    /// One that nobody listens at now.
    private static func freePort() throws -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length) | getsockname(listener, generic, &length)
            }
        }
        guard listener >= 0, code == 0 else { throw NotStarted() }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    func waitUntilItListens() async throws {
        for _ in 0..<200 {
            let run = try await ToolRun(
                ["doctor"], environment: ["DAT_MGMT": "https://localhost:\(port)", "DAT_USER": "a", "DAT_PASS": "b"])
            if !run.output.contains("no connection") { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NotStarted()
    }
}

extension [String: String] {
    fileprivate func removing(_ key: String) -> Self { filter { $0.key != key } }
}
