import Glibc
import Synchronization

/// The tgtd of one simulator: its process, and what is asked of it by tgtadm.
///
/// tgtd ignores SIGTERM and would outlive a killed simulator, so it is started by `setpriv --pdeathsig KILL`. The kernel
/// sends that signal when the thread that has started tgtd ends; so this thread does nothing else and waits for tgtd.
final class TargetDaemon: Sendable {
    // A class, since it is a process that its thread and the simulator share.
    private enum Phase: Sendable {
        case starting
        case running(pid_t)
        case failed(DataPathFailure)
        case stopping(pid_t)
        case ended(status: Int32)
    }

    private let phase = Mutex(Phase.starting)
    private let directory: DataDirectory
    /// `address:port` at which tgtd listens: only the proxy connects to it.
    let portal: String
    /// Names the control socket, together with TGT_IPC_SOCKET.
    private let control = String(Int.random(in: 1...30_000))

    /// Starts tgtd and returns when it listens.
    init(_ directory: DataDirectory, address: String, port: UInt16) throws(DataPathFailure) {
        self.directory = directory
        portal = "\(address):\(port)"
        Self.endStaleDaemon(of: directory)
        let arguments = [
            "--pdeathsig", "KILL", "--", directory.tools.targetDaemon, "-f", "-D", "-C", control, "-t", "2",
            "--iscsi", "portal=\(portal)",
        ]
        guard BackgroundThread.start({ [self] in live(arguments) }) else {
            throw .daemon(reason: "no thread can be started")
        }
        do {
            try waitUntilReady()
        } catch {
            stop()
            throw error
        }
    }

    private var environment: [String: String] { ["TGT_IPC_SOCKET": Self.socket(in: directory)] }

    private static func socket(in directory: DataDirectory) -> String { directory.file("tgtd") }

    var pid: pid_t? {
        phase.withLock { phase in
            switch phase {
            case .running(let pid), .stopping(let pid): pid
            case .starting, .failed, .ended: nil
            }
        }
    }

    private func live(_ arguments: [String]) {
        let process: ChildProcess
        do {
            process = try ChildProcess(
                directory.tools.processAttributes, arguments, environment: environment,
                output: directory.file("tgtd.log"))
        } catch {
            phase.withLock { $0 = .failed(error) }
            return
        }
        _ = SmallFile.write("\(process.pid)\n", to: directory.file("tgtd.pid"))
        phase.withLock { $0 = .running(process.pid) }
        let status = process.wait()
        let wasAsked = phase.withLock { phase in
            defer { phase = .ended(status: status) }
            if case .stopping = phase { return true }
            return false
        }
        if !wasAsked {
            StandardError.say("tgtd has ended with status \(status); see \(directory.file("tgtd.log"))")
        }
    }

    private func waitUntilReady() throws(DataPathFailure) {
        for _ in 0..<4_000 {
            switch phase.withLock({ $0 }) {
            case .failed(let failure): throw failure
            case .ended(let status):
                throw .daemon(reason: "ended with status \(status); see \(directory.file("tgtd.log"))")
            case .starting, .stopping: break
            case .running:
                // tgtd goes on running when it cannot listen, so that is asked for, too.
                if let portals = try? administer(["--mode", "portal", "--op", "show"], shown: "portal show") {
                    guard portals.contains(portal) else { throw .daemon(reason: "cannot listen at \(portal)") }
                    return
                }
            }
            usleep(5_000)
        }
        throw .daemon(reason: "does not answer; see \(directory.file("tgtd.log"))")
    }

    /// Runs one tgtadm.
    ///
    /// - Parameter shown: how an error names what was asked; the arguments may hold passwords.
    @discardableResult
    func administer(_ arguments: [String], shown: String) throws(DataPathFailure) -> String {
        try ChildProcess.run(
            directory.tools.targetAdministration, ["-C", control, "--lld", "iscsi"] + arguments,
            environment: environment, output: directory.file("tgtadm.log"), shown: "tgtadm \(shown)")
    }

    /// Ends tgtd and returns when it is gone. It keeps nothing back: what it has acknowledged is in the files.
    func stop() {
        let pid = phase.withLock { phase -> pid_t? in
            guard case .running(let pid) = phase else { return nil }
            phase = .stopping(pid)
            return pid
        }
        guard let pid else { return }
        kill(pid, SIGKILL)
        for _ in 0..<2_000 {
            if case .ended = phase.withLock({ $0 }) { break }
            usleep(1_000)
        }
        Self.removeTraces(in: directory)
    }

    /// A tgtd of an earlier simulator in this folder: it should have ended with it, but may be there where its kernel or
    /// a debugger has prevented that. The process id alone proves nothing, so its environment is looked at.
    private static func endStaleDaemon(of directory: DataDirectory) {
        let text = SmallFile.text(of: directory.file("tgtd.pid")) ?? ""
        if let pid = pid_t(text.split(separator: "\n").first ?? "") {
            let isOurs: () -> Bool = {
                let variables = SmallFile.text(of: "/proc/\(pid)/environ")?.split(separator: "\0") ?? []
                return variables.contains { $0 == "TGT_IPC_SOCKET=\(socket(in: directory))" }
            }
            if isOurs() { kill(pid, SIGKILL) }
            for _ in 0..<500 where isOurs() { usleep(2_000) }
        }
        removeTraces(in: directory)
    }

    private static func removeTraces(in directory: DataDirectory) {
        for name in SmallFile.names(in: directory.path) where name.hasPrefix("tgtd.") && name != "tgtd.log" {
            unlink(directory.file(name))
        }
    }
}
