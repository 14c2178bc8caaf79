import Glibc
import Locking
package import StorageModel
import Subprocess
import SystemPackage

/// Runs programs of this host.
///
/// Each is in a process group of its own, and `setpriv` makes the kernel kill it when the thread dies that started it.
/// That is Subprocess's one worker thread, which lives as long as this process. Should this process die before `setpriv`
/// has asked for it, the program ends when it writes to the closed pipe.
package struct SystemCommandRunner: CommandRunner {
    private let timing: Timing
    /// Folders, in the order of the search.
    private let searchPath: [String]

    /// How long a program may take to end after SIGTERM, before SIGKILL.
    private static let patience = Duration.seconds(2)
    private static let keptBytes = 256 << 10

    /// - Parameter path: of the environment. The system's folders are searched after it: a user's PATH has no sbin.
    package init(path: String?, timing: Timing? = nil) {
        self.timing = timing ?? .system
        let given = (path ?? "").split(separator: ":").map(String.init)
        searchPath = given + ["/usr/sbin", "/usr/bin", "/sbin", "/bin"].filter { !given.contains($0) }
    }

    package func run(
        _ command: HostCommand, onOutput: @escaping @Sendable ([UInt8]) -> Void
    ) async throws(CommandFailure) -> CommandResult {
        let start = try configuration(of: command)
        let watch = CommandWatch(command, timing)
        let streams = CommandStreams(limit: Self.keptBytes) { piece in
            watch.sawProgress()
            onOutput(piece)
        }
        let outcome = await withTaskGroup(of: Outcome?.self) { group in
            group.addTask { await run(start, command.outputDescriptor, streams, watch) }
            group.addTask {
                await watch.waitForBreach()
                return nil
            }
            // Whichever is first: the program's end cancels the watch, a breach cancels the program, which is then ended.
            var outcome: Outcome?
            for await ended in group {
                outcome = outcome ?? ended
                group.cancelAll()
            }
            return outcome
        }
        if let breach = watch.breach { return streams.result(breach) }
        // A program that ended by itself before it heard of the cancellation has ended.
        switch outcome {
        case .ended(.exited(let code)) where !Task.isCancelled || code == 0: return streams.result(.exited(code))
        case .ended(.signaled(let signal)) where !Task.isCancelled: return streams.result(.killed(signal: signal))
        case .failed(let reason) where !Task.isCancelled:
            throw .notStarted(program: command.program, reason: reason)
        case .ended, .failed, nil: throw .cancelled(program: command.program)
        }
    }

    private enum Outcome: Sendable {
        case ended(TerminationStatus)
        case failed(String)
    }

    private func run(
        _ start: Configuration, _ descriptor: Int32?, _ streams: CommandStreams, _ watch: CommandWatch
    ) async -> Outcome {
        do {
            guard let descriptor else {
                return .ended(
                    try await Subprocess.run(start, input: .none, output: .sequence, error: .sequence) { execution in
                        watch.began(execution.processIdentifier.value)
                        async let errors: Void = streams.readErrors(execution.standardError)
                        await streams.readOutput(execution.standardOutput)
                        await errors
                    }.terminationStatus)
            }
            return .ended(
                try await Subprocess.run(
                    start, input: .none,
                    output: .fileDescriptor(FileDescriptor(rawValue: descriptor), closeAfterSpawningProcess: false),
                    error: .sequence
                ) { execution in
                    watch.began(execution.processIdentifier.value)
                    await streams.readErrors(execution.standardError)
                }.terminationStatus)
        } catch {
            return .failed("\(error)")
        }
    }

    private func configuration(of command: HostCommand) throws(CommandFailure) -> Configuration {
        var limits: [String] = []
        if let seconds = command.processorSeconds { limits.append("--cpu=\(seconds)") }
        if let bytes = command.addressSpace { limits.append("--as=\(bytes)") }
        if let bytes = command.fileSize { limits.append("--fsize=\(bytes)") }
        var arguments = ["--pdeathsig", "KILL", "--"]
        if !limits.isEmpty { arguments += [try located("prlimit")] + limits + ["--"] }
        arguments.append(try located(command.program))
        arguments += command.arguments
        if arguments.contains(where: { $0.utf8.contains(0) }) {
            throw .notStarted(program: command.program, reason: "an argument with a zero byte")
        }
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.patience)]
        return Configuration(
            executable: .path(FilePath(try located("setpriv"))), arguments: Arguments(arguments),
            environment: .custom(["PATH": searchPath.joined(separator: ":"), "LC_ALL": "C"]), workingDirectory: "/",
            platformOptions: options)
    }

    /// The path of a program.
    private func located(_ program: String) throws(CommandFailure) -> String {
        let candidates = program.contains("/") ? [program] : searchPath.map { "\($0)/\(program)" }
        for path in candidates {
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 { return path }
        }
        throw .notInstalled(program: program)
    }
}
