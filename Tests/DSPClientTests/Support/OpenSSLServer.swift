import Glibc
import TestSupport

/// `openssl s_server` on a free loopback port with a fresh certificate for `localhost`, which is its own authority.
final class OpenSSLServer: Sendable {
    let port: Int
    /// The certificate; also what a client must trust, and may present.
    let certificateFile: String
    let keyFile: String
    private let directory: String
    private let process: pid_t

    /// Whether there is an `openssl` program to run.
    static let isAvailable: Bool = {
        guard let process = run(["version"]) else { return false }
        return succeeds(process)
    }()

    struct NotStarted: Error {}

    /// - Parameters:
    ///   - isExpired: of its certificate.
    ///   - more: further options of `s_server`.
    init(demandsClientCertificate: Bool = false, isExpired: Bool = false, _ more: [String] = []) throws {
        var template = Array("/tmp/datera-apply-tls-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw NotStarted() }
        directory = String(cString: made)
        certificateFile = "\(directory)/certificate.pem"
        keyFile = "\(directory)/key.pem"
        port = try LoopbackServer { _ in .close }.port
        let request = "\(directory)/request.pem"
        let steps = [
            [
                "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost", "-out", request, "-keyout", keyFile,
            ],
            [
                "x509", "-req", "-in", request, "-signkey", keyFile, "-days", isExpired ? "-1" : "2",
                "-copy_extensions", "copy", "-out", certificateFile,
            ],
        ]
        for step in steps {
            guard let process = Self.run(step), Self.succeeds(process) else { throw NotStarted() }
        }
        let verification = demandsClientCertificate ? ["-Verify", "1", "-CAfile", certificateFile] : []
        let serving = Self.run(
            ["s_server", "-quiet", "-www", "-accept", "127.0.0.1:\(port)", "-cert", certificateFile, "-key", keyFile]
                + verification + more)
        guard let serving else { throw NotStarted() }
        process = serving
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        for file in [certificateFile, keyFile, "\(directory)/request.pem"] { unlink(file) }
        rmdir(directory)
    }

    private static func succeeds(_ process: pid_t) -> Bool {
        var status: Int32 = 0
        return waitpid(process, &status, 0) == process && status == 0
    }

    /// Starts `openssl` with everything it prints thrown away.
    private static func run(_ arguments: [String]) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor: Int32 in 0...2 {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var words: [UnsafeMutablePointer<CChar>?] = (["openssl"] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        return posix_spawnp(&process, "openssl", &actions, nil, &words, environ) == 0 ? process : nil
    }
}
