import ArgumentParser
import Imaging
import Planning
import Reporting
import StorageModel

/// Runs a verb's work with its effects, and turns how it ends into an exit code.
enum CommandRun {
    /// - Parameters:
    ///   - flags: of verbs that run steps, which show them in one of several ways.
    ///   - images: of verbs that write images.
    ///   - work: returns the exit status; throws `CommandError` or `ArrayFailure`.
    static func run(
        _ output: OutputFlags, applying flags: ApplyFlags? = nil, moving images: ImageTransferFlags? = nil,
        _ work: @escaping @Sendable (Composition) async throws -> ExitStatus
    ) async throws {
        let composition = Composition(output, applying: flags, moving: images)
        let interruption = Interruption()
        let (status, problem) = await interruption.run(timeout: flags?.timeout.map { .seconds($0) }) {
            await outcome(of: work, composition, interruption)
        }
        composition.scratch.removeAll()
        // Being told to stop explains whatever came of it, but never hides what the user has to act on.
        let known = [status] + (interruption.status.map { [$0] } ?? [])
        let terminal = composition.terminal
        let codeOfRun = ExitStatus.first(of: known + failure(of: terminal)).rawValue
        composition.display?.close(Int(codeOfRun), problem: problem ?? status.refusal)
        // Asked for again: the summary may be the first that finds no room.
        let final = ExitStatus.first(of: known + failure(of: terminal))
        report(terminal)
        if final != .success { throw ExitCode(final.rawValue) }
    }

    /// Writes a text that is the whole of a command's work.
    static func write(_ text: String) throws(ExitCode) {
        let terminal = Terminal(environment: [:])
        terminal.write(text)
        report(terminal)
        if let status = failure(of: terminal).first { throw ExitCode(status.rawValue) }
    }

    private static func failure(of terminal: Terminal) -> [ExitStatus] {
        terminal.failures.messages.isEmpty ? [] : [.failure]
    }

    private static func report(_ terminal: Terminal) {
        for message in terminal.failures.messages { terminal.writeError("error: \(message)\n") }
    }

    private static func outcome(
        of work: @Sendable (Composition) async throws -> ExitStatus, _ composition: Composition,
        _ interruption: Interruption
    ) async -> (ExitStatus, problem: String?) {
        do {
            do { return (try await work(composition), nil) } catch let problem as AddressProblem {
                throw CommandError(problem)
            }
        } catch let problem as CommandError {
            composition.terminal.writeError("error: \(problem.message.shown(limit: .max, keepsLineBreaks: true))\n")
            return (problem.status, problem.message)
        } catch let failure as ArrayFailure {
            guard !Task.isCancelled else {
                let text = interruption.isOverTime ? "stopped: the time of --timeout is over." : "stopped."
                composition.terminal.writeError(text + "\n")
                return (.failure, text)
            }
            composition.terminal.writeError("error: \(failure)\n")
            return (failure.exitStatus, "\(failure)")
        } catch {
            composition.terminal.writeError("error: \(error)\n")
            return (.failure, "\(error)")
        }
    }
}
