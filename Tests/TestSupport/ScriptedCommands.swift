import Locking
package import StorageModel

/// A host whose programs answer from a table, and that remembers what was run.
package final class ScriptedCommands: CommandRunner {
    package typealias Answer = @Sendable (HostCommand) throws(CommandFailure) -> CommandResult?

    private let answers: [Answer]
    private let calls = Locked<[HostCommand]>([])

    /// The first answer that is not nil counts. A command that none answers ends with 0 and no output.
    package init(_ answers: Answer...) { self.answers = answers }

    /// Every command, in order.
    package var commands: [HostCommand] { calls.withLock { $0 } }

    package func run(
        _ command: HostCommand, onOutput: @escaping @Sendable ([UInt8]) -> Void
    ) async throws(CommandFailure) -> CommandResult {
        calls.withLock { $0.append(command) }
        for answer in answers {
            guard let result = try answer(command) else { continue }
            onOutput(result.output)
            return result
        }
        return CommandResult(.exited(0))
    }
}
