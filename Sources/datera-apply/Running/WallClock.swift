import Glibc
import StorageModel

/// This machine's clock, for logs.
enum WallClock {
    /// `2026-11-21T04:22:04.123Z`
    static var text: String {
        var reading = timespec()
        clock_gettime(CLOCK_REALTIME, &reading)
        let digits = String(reading.tv_nsec / 1_000_000)
        let fraction = String(repeating: "0", count: 3 - digits.count) + digits
        return "\(UTCSecond(secondsSince1970: reading.tv_sec).iso8601).\(fraction)Z"
    }
}
