import StorageModel

/// One run as a journal tells it.
package struct RecordedRun: Sendable, Equatable {
    package var start: Start
    /// When its last event was written.
    package var lastTime: String
    package var done = 0
    package var failed = 0
    /// Nil for a run that has not ended, or was cut off.
    package var exitCode: Int?

    /// What `apply_start` says; journals of older versions say less.
    package struct Start: Sendable, Equatable, Decodable {
        package var run: String?
        package var time: String
        package var stack: String
        package var verb: String?
        package var steps: Int
        package var pid: Int
        package var user: String?
        package var host: String?
        package var login: String?
        package var array: String?
        package var clusterUuid: String?
        package var digest: String?
        package var commit: String?
        package var version: String?
    }
}

/// The runs that a journal has recorded.
package enum JournalHistory {
    private struct Event: Decodable {
        var type: String
        var time: String
        var run: String?
        var exitCode: Int?
        var done: Int?
        var failed: Int?
    }

    /// Oldest first. Lines that are no events, as a full disk leaves them, are passed over.
    package static func runs(in text: String) -> [RecordedRun] {
        var runs: [RecordedRun] = []
        /// Where each is in `runs`.
        var places: [String: Int] = [:]
        for line in text.split(separator: "\n") {
            let line = String(line)
            guard let kind = Kind.allCases.first(where: { line.contains("\"type\":\"\($0.rawValue)\"") }) else {
                continue
            }
            if kind == .applyStart {
                guard let start = JSONText.value(RecordedRun.Start.self, from: line) else { continue }
                if let run = start.run { places[run] = runs.count }
                runs.append(RecordedRun(start: start, lastTime: start.time))
                continue
            }
            guard let event = JSONText.value(Event.self, from: line) else { continue }
            // Without an id it is of the run that began last.
            let place = event.run.map { places[$0] } ?? (runs.isEmpty ? nil : runs.count - 1)
            guard let place else { continue }
            runs[place].lastTime = event.time
            switch kind {
            case .stepComplete: runs[place].done += 1
            case .stepFailed: runs[place].failed += 1
            case .runSummary:
                runs[place].exitCode = event.exitCode
                if let done = event.done, done > 0 { runs[place].done = done }
            case .applyStart, .stepStart: break
            }
        }
        return runs
    }

    /// The events that a history is made of.
    private enum Kind: String, CaseIterable {
        case stepComplete = "step_complete"
        case stepStart = "step_start"
        case stepFailed = "step_failed"
        case runSummary = "run_summary"
        case applyStart = "apply_start"
    }
}
