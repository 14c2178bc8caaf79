/// Why the data path could not do what the state of the array asks for.
enum DataPathFailure: Error, Equatable, CustomStringConvertible {
    case missing(tool: String, package: String)
    case directory(String, reason: String)
    case addresses(reason: String)
    case daemon(reason: String)
    /// A program ended with another status than 0.
    case command(String, status: Int32, output: String)
    case file(String, reason: String)

    var description: String {
        switch self {
        case .missing(let tool, let package): "\(tool) is not installed; apt-get install \(package)"
        case .directory(let path, let reason): "data directory \(path): \(reason)"
        case .addresses(let reason): "addresses of the data path: \(reason)"
        case .daemon(let reason): "tgtd: \(reason)"
        case .command(let command, let status, let output): "\(command) ended with status \(status): \(output)"
        case .file(let path, let reason): "data file \(path): \(reason)"
        }
    }
}
