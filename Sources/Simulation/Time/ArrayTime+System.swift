#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ArrayTime {
    /// The machine's wall clock, the default clock of a simulated array.
    package static func now() -> ArrayTime {
        var reading = timespec()
        clock_gettime(CLOCK_REALTIME, &reading)
        return ArrayTime(nanoseconds: Int64(reading.tv_sec) * 1_000_000_000 + Int64(reading.tv_nsec))
    }
}
