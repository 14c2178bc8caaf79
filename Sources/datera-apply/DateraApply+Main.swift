import ArgumentParser
import Glibc
import StorageModel

extension DateraApply {
    /// As ArgumentParser's own, but what cannot be written, be it only the help, is an error.
    static func main() async {
        Terminal.reserveStreams()
        // A reader that went away, `plan | head`, must not kill an apply.
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow further (`ulimit -f`) is an error of that file, not the end of the run.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// Help and versions come as errors, too.
    private static func end(with error: any Error) -> Never {
        let code = exitCode(for: error)
        if let advice = advice(after: code) {
            Terminal(environment: [:]).writeError(advice.text.shown(limit: .max, keepsLineBreaks: true) + "\n")
            Glibc.exit(exitCode(for: ValidationError("")).rawValue)
        }
        let message = fullMessage(for: error, columns: nil)
        guard !message.isEmpty else { Glibc.exit(code.rawValue) }
        guard code.isSuccess else {
            Terminal(environment: [:]).writeError(message.shown(limit: .max, keepsLineBreaks: true) + "\n")
            Glibc.exit(code.rawValue)
        }
        do throws(ExitCode) {
            try CommandRun.write(message + "\n")
        } catch {
            Glibc.exit(error.rawValue)
        }
        Glibc.exit(code.rawValue)
    }

    /// What can be said better than by ArgumentParser. Help for a command that does not exist is wrong usage, too.
    private static func advice(after code: ExitCode) -> UsageAdvice? {
        let isHelp = code.isSuccess && CommandLine.arguments.contains { ["help", "--help", "-h"].contains($0) }
        guard code == .validationFailure || isHelp, let tree = CommandTree.program else { return nil }
        let advice = UsageAdvice(Array(CommandLine.arguments.dropFirst()), in: tree)
        return isHelp && advice?.isAboutCommand != true ? nil : advice
    }
}
