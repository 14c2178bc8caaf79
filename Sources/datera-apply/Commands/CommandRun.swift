import ArgumentParser
import StorageModel

/// Runs a verb's work with its effects, and turns how it ends into an exit code.
enum CommandRun {
    /// - Parameter work: returns the exit status; throws `SetupProblem` or `ArrayFailure`.
    static func run(
        _ output: OutputFlags, _ work: @escaping @Sendable (Composition) async throws -> ExitStatus
    ) async throws {
        let composition = Composition(output)
        let interruption = Interruption()
        let status = await interruption.run { await outcome(of: work, composition) }
        // Being told to stop explains whatever came of it, but never hides what the user has to act on.
        let final =
            switch status {
            case .success, .failure, .changes, .partlyApplied: interruption.status ?? status
            case .blocked, .stale, .leaseHeld, .declined, .usage, .invalidInput, .refusedLogin, .interrupted,
                .terminated:
                status
            }
        if final != .success { throw ExitCode(final.rawValue) }
    }

    private static func outcome(
        of work: @Sendable (Composition) async throws -> ExitStatus, _ composition: Composition
    ) async -> ExitStatus {
        do {
            return try await work(composition)
        } catch let problem as SetupProblem {
            composition.terminal.writeError("error: \(problem.message)\n")
            return problem.status
        } catch let failure as ArrayFailure {
            composition.terminal.writeError(Task.isCancelled ? "stopped.\n" : "error: \(failure)\n")
            return failure.exitStatus
        } catch {
            composition.terminal.writeError("error: \(error)\n")
            return .failure
        }
    }
}

extension ArrayFailure {
    var exitStatus: ExitStatus {
        switch self {
        case .authenticationRefused, .permissionDenied: .refusedLogin
        case .leaseLost: .leaseHeld
        case .unreachable, .answerLost, .unavailable, .notFound, .conflict, .refused, .serverError, .unintelligible,
            .noCommonVersion:
            .failure
        }
    }
}
