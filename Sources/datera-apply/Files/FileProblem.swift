import Glibc

/// Why a file could not be read or written.
enum FileProblem: Error, CustomStringConvertible {
    /// An `errno`.
    case system(Int32)
    /// The link at the path leads nowhere.
    case danglingLink(to: String)
    case tooLong(limit: Int)
    /// The run was told to stop while it waited for input.
    case stopped

    var description: String {
        switch self {
        case .system(let code):
            // As the C library says it, in the middle of a sentence.
            String(cString: strerror(code)).enumerated().map { $0 == 0 ? $1.lowercased() : "\($1)" }.joined()
        case .danglingLink(let target): "it is a link to \(target), which does not exist"
        case .tooLong(let limit): "it is longer than \(limit) bytes"
        case .stopped: "stopped"
        }
    }
}
