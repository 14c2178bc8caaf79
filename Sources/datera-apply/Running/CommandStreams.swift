import Locking
import StorageModel
import Subprocess

/// What a program writes: handed over as it comes, and the last bytes of each stream kept.
struct CommandStreams: Sendable {
    private let limit: Int
    private let onOutput: @Sendable ([UInt8]) -> Void
    private let output = Locked<[UInt8]>([])
    private let errors = Locked<[UInt8]>([])

    /// - Parameter limit: bytes that are kept of each stream.
    init(limit: Int, onOutput: @escaping @Sendable ([UInt8]) -> Void) {
        self.limit = limit
        self.onOutput = onOutput
    }

    func readOutput(_ stream: SubprocessOutputSequence) async {
        await read(stream, into: output, then: onOutput)
    }

    func readErrors(_ stream: SubprocessOutputSequence) async { await read(stream, into: errors) { _ in } }

    func result(_ ending: CommandResult.Ending) -> CommandResult {
        CommandResult(
            ending, output: output.withLock { Array($0.suffix(limit)) },
            errorOutput: errors.withLock { Array($0.suffix(limit)) })
    }

    /// A stream that breaks off ends; how the program ended says what happened.
    private func read(
        _ stream: SubprocessOutputSequence, into kept: Locked<[UInt8]>, then use: @Sendable ([UInt8]) -> Void
    ) async {
        do {
            for try await buffer in stream {
                let piece = buffer.withUnsafeBytes { Array($0) }
                // Cut only when it has twice the length, so that a long stream is not moved for each piece.
                kept.withLock { bytes in
                    bytes += piece
                    if bytes.count > 2 * limit { bytes = Array(bytes.suffix(limit)) }
                }
                use(piece)
            }
        } catch {}
    }
}
