import Glibc
import StorageModel

extension Timing {
    /// The clocks and the random numbers of this machine.
    static let system = Timing(
        now: { ContinuousClock.now },
        timeOfDay: { UTCSecond(secondsSince1970: WallClock.reading.tv_sec) },
        sleep: { try await Task.sleep(for: $0) },
        jitter: { Double.random(in: 0..<1) })
}

/// This machine's clock, for logs.
enum WallClock {
    fileprivate static var reading: timespec {
        var reading = timespec()
        clock_gettime(CLOCK_REALTIME, &reading)
        return reading
    }

    /// `2026-11-21T04:22:04.123Z`
    static var text: String {
        let reading = reading
        let digits = String(reading.tv_nsec / 1_000_000)
        let fraction = String(repeating: "0", count: 3 - digits.count) + digits
        return "\(UTCSecond(secondsSince1970: reading.tv_sec).iso8601).\(fraction)Z"
    }
}
