/// The port to other programs of this host: qemu-img, iscsiadm, multipath. Tests give one that answers from a table.
///
/// A secret is never an argument: every user of the host may read those.
package protocol CommandRunner: Sendable {
    /// Runs a program to its end. Its standard output is handed over piece by piece as it comes, and is in the result, too.
    ///
    /// Cancelling the task ends the program. No child survives this process, whatever ends it.
    func run(
        _ command: HostCommand, onOutput: @escaping @Sendable ([UInt8]) -> Void
    ) async throws(CommandFailure) -> CommandResult
}

extension CommandRunner {
    package func run(_ command: HostCommand) async throws(CommandFailure) -> CommandResult {
        try await run(command, onOutput: { _ in })
    }
}

/// A program of this host and how it is called. Its environment is PATH and `LC_ALL=C`, so that its texts can be read.
package struct HostCommand: Hashable, Sendable, CustomStringConvertible {
    /// Looked up in PATH.
    package var program: String
    package var arguments: [String]
    /// How long it may take; it is killed then. Nil is no limit.
    package var deadline: Duration?
    /// How long it may write nothing to standard output; it is killed then. Nil is no limit.
    package var stallLimit: Duration?
    /// Seconds of processor time that it may use. Nil is no limit.
    package var processorSeconds: Int?
    /// Bytes of address space that it may take. Nil is no limit.
    package var addressSpace: Int?
    /// Whether bytes that it reads and writes count for the stall limit, too: qemu-img reports only each whole percent, and
    /// one percent of a large volume takes minutes.
    package var transferIsProgress = false
    /// Where its standard output goes instead of to the caller: an open file of the caller. Nothing of it is in the result.
    package var outputDescriptor: Int32?
    /// The largest file that it may write, in bytes; SIGXFSZ ends it there. Nil is no limit.
    package var fileSize: UInt64?

    package init(
        _ program: String, _ arguments: [String], deadline: Duration? = .seconds(60), stallLimit: Duration? = nil,
        processorSeconds: Int? = nil, addressSpace: Int? = nil
    ) {
        self.program = program
        self.arguments = arguments
        self.deadline = deadline
        self.stallLimit = stallLimit
        self.processorSeconds = processorSeconds
        self.addressSpace = addressSpace
    }

    package var description: String { ([program] + arguments).joined(separator: " ") }
}

/// How a program ended, and what it wrote: of each stream the last 256 KiB.
package struct CommandResult: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        case exited(Int32)
        case killed(signal: Int32)
        /// It was killed at its deadline.
        case timedOut
        /// It was killed because it had written nothing for too long.
        case stalled
    }

    package var ending: Ending
    package var output: [UInt8]
    package var errorOutput: [UInt8]

    package init(_ ending: Ending, output: [UInt8] = [], errorOutput: [UInt8] = []) {
        self.ending = ending
        self.output = output
        self.errorOutput = errorOutput
    }

    package var isSuccess: Bool { ending == .exited(0) }
    package var text: String { String(decoding: output, as: UTF8.self) }
    package var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
}

/// Why a program told nothing.
package enum CommandFailure: Error, Hashable, Sendable {
    /// There is no such program in PATH.
    case notInstalled(program: String)
    case notStarted(program: String, reason: String)
    /// The task was cancelled, and the program with it.
    case cancelled(program: String)
}
