package import StorageModel

/// One line that shows how far a run is.
package struct ProgressBar: Sendable {
    package var total: Int
    /// Steps that have ended, however they did.
    package var done = 0
    package var running = 0
    package var failed = 0
    /// The images that are being copied, each with how far it is.
    package var images: [String: ImageProgress] = [:]

    package init(total: Int) { self.total = total }

    /// `[#######-------------]  35/100 steps, 8 running, about 0:42 left`, never longer than `width`.
    package func text(elapsed: Duration, width: Int) -> String {
        var facts = "  \(done)/\(total) steps, \(running) running"
        if failed > 0 { facts += ", \(failed) failed" }
        if let image = images.min(by: { $0.key < $1.key }) {
            let progress = image.value
            let extent = progress.total > 0 ? "\(progress.percent) %" : ImageProgress.amount(progress.bytes)
            facts += ", \(progress.phase.rawValue) image \(extent)\(progress.pace)"
        } else if let left = remaining(after: elapsed) {
            facts += ", about \(Self.clock(left)) left"
        }
        let room = min(40, width - facts.count - 2)
        guard room >= 5 else { return String(facts.dropFirst(2).prefix(max(0, width))) }
        let filled = total > 0 ? min(room, room * done / total) : room
        return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled) + "]" + facts
    }

    /// Nil as long as nothing has been done from which it could be told.
    private func remaining(after elapsed: Duration) -> Duration? {
        guard done > 0, done < total else { return nil }
        return elapsed * (total - done) / done
    }

    static func clock(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return seconds < 3600
            ? "\(seconds / 60):\(padded(seconds % 60))"
            : "\(seconds / 3600):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
    }
}
