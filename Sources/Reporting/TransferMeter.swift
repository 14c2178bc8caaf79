package import StorageModel

/// How fast an image moves, by what came in the last ten seconds: soon after a standstill it tells the present again.
package struct TransferMeter: Sendable {
    private var phase: ImageProgress.Phase?
    private var samples: [(time: ContinuousClock.Instant, bytes: Int)] = []

    private static let window = Duration.seconds(10)
    private static let interval = Duration.milliseconds(250)

    package init() {}

    /// The progress with the rate at this moment. Another phase begins anew.
    package mutating func measured(_ progress: ImageProgress, at now: ContinuousClock.Instant) -> ImageProgress {
        if progress.phase != phase || progress.bytes < samples.last?.bytes ?? 0 {
            phase = progress.phase
            samples = []
        }
        if samples.last.map({ now - $0.time >= Self.interval }) ?? true { samples.append((now, progress.bytes)) }
        // One that is older stays, so that the window is full.
        while samples.count > 2, now - samples[1].time > Self.window { samples.removeFirst() }
        var measured = progress
        if let first = samples.first, now - first.time >= Self.interval {
            let elapsed = now - first.time
            let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
            measured.rate = Int(Double(progress.bytes - first.bytes) / seconds)
        }
        return measured
    }
}

extension ImageProgress {
    /// `copy 40 % of 20.0 GiB, 350.2 MiB/s, 0:35 left`
    package var text: String {
        let extent =
            total > 0 ? "\(percent) % of \(Self.amount(total))" : Self.amount(bytes)
        return "\(phase.rawValue) \(extent)\(pace)"
    }

    /// Of its phase.
    var percent: Int { Int(Double(min(bytes, total)) * 100 / Double(max(1, total))) }

    /// `, 350.2 MiB/s, 0:35 left`, or what is known of it.
    var pace: String {
        (rate.map { ", \(Self.amount($0))/s" } ?? "")
            + (secondsLeft.map { ", \(ProgressBar.clock(.seconds($0))) left" } ?? "")
    }

    /// In the largest binary unit, with one decimal.
    static func amount(_ bytes: Int) -> String {
        var value = Double(bytes)
        var units = ["bytes", "KiB", "MiB", "GiB", "TiB"][...]
        while value >= 1024, units.count > 1 {
            value /= 1024
            units = units.dropFirst()
        }
        guard let unit = units.first, unit != "bytes" else { return "\(bytes) bytes" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
