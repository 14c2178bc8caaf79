import Glibc

/// `openssl s_server` on a free loopback port with a fresh certificate for `localhost`, which is its own authority.
final class OpenSSLServer: Sendable {
    let port: Int
    /// The certificate; also what a client must trust, and may present.
    let certificateFile: String
    let keyFile: String
    private let directory: String
    private let process: pid_t

    /// Nil, with a printed message, where there is no `openssl` program.
    init?(demandsClientCertificate: Bool = false) throws {
        var template = Array("/tmp/datera-apply-tls-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { return nil }
        directory = String(cString: made)
        certificateFile = "\(directory)/certificate.pem"
        keyFile = "\(directory)/key.pem"
        port = try LoopbackServer { _ in .close }.port
        let making = Self.run([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost", "-out", certificateFile, "-keyout", keyFile,
        ])
        var status: Int32 = 0
        guard let making, waitpid(making, &status, 0) == making, status == 0 else {
            print("skipped: there is no openssl program")
            return nil
        }
        let verification = demandsClientCertificate ? ["-Verify", "1", "-CAfile", certificateFile] : []
        let serving = Self.run(
            ["s_server", "-quiet", "-www", "-accept", "127.0.0.1:\(port)", "-cert", certificateFile, "-key", keyFile]
                + verification)
        guard let serving else { return nil }
        process = serving
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        for file in [certificateFile, keyFile] { unlink(file) }
        rmdir(directory)
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
