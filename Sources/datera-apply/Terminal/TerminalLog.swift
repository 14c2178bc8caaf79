import Logging
import StorageModel

/// The log as lines for a person: `warning: …`, and with the time of day where every request is one.
struct TerminalLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let write: @Sendable (String) -> Void

    init(_ level: Logger.Level, write: @escaping @Sendable (String) -> Void) {
        logLevel = level
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = event.level < .warning ? "\(WallClock.text) " : ""
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let details = facts.map { " \($0.key)=\($0.value)" }.joined()
        write("\(time)\(event.level): \(event.message)\(details)".shown() + "\n")
    }
}
