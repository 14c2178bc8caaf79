import ArgumentParser
import StorageModel

/// Runs a verb's work with its effects, and turns how it ends into an exit code.
enum CommandRun {
    /// - Parameters:
    ///   - flags: of verbs that run steps, which show them in one of several ways.
    ///   - work: returns the exit status; throws `SetupProblem` or `ArrayFailure`.
    static func run(
        _ output: OutputFlags, applying flags: ApplyFlags? = nil,
        _ work: @escaping @Sendable (Composition) async throws -> ExitStatus
    ) async throws {
        let composition = Composition(output, applying: flags)
        let interruption = Interruption()
        let (status, problem) = await interruption.run(timeout: flags?.timeout.map { .seconds($0) }) {
            await outcome(of: work, composition, interruption)
        }
        // Being told to stop explains whatever came of it, but never hides what the user has to act on.
        let final = ExitStatus.first(of: [status] + (interruption.status.map { [$0] } ?? []))
        composition.display?.close(Int(final.rawValue), problem: problem ?? status.refusal)
        if final != .success { throw ExitCode(final.rawValue) }
    }

    private static func outcome(
        of work: @Sendable (Composition) async throws -> ExitStatus, _ composition: Composition,
        _ interruption: Interruption
    ) async -> (ExitStatus, problem: String?) {
        do {
            return (try await work(composition), nil)
        } catch let problem as SetupProblem {
            composition.terminal.writeError("error: \(problem.message)\n")
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

extension ArrayFailure {
    var exitStatus: ExitStatus {
        switch self {
        case .authenticationRefused, .permissionDenied: .refusedLogin
        case .leaseLost: .leaseHeld
        case .ownerChanged: .stale
        case .unreachable, .answerLost, .unavailable, .notFound, .conflict, .refused, .serverError, .unintelligible,
            .noCommonVersion:
            .failure
        case .unexpected: .partlyApplied
        }
    }
}
