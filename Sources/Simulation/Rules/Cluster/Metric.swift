/// A measured quantity. Values are made up, but the same for the same entity and moment.
struct Metric: Sendable {
    let name: String
    /// The made-up values lie below this.
    let scale: Int

    static let io: [Metric] = [
        ("reads", 5_000), ("writes", 3_000), ("bytes_read", 1 << 26), ("bytes_written", 1 << 25), ("iops_read", 5_000),
        ("iops_write", 3_000), ("thpt_read", 1 << 26), ("thpt_write", 1 << 25), ("lat_avg_read", 1_000),
        ("lat_avg_write", 2_000), ("lat_50_read", 800), ("lat_90_read", 1_500), ("lat_100_read", 9_000),
        ("lat_50_write", 1_600), ("lat_90_write", 2_500), ("lat_100_write", 12_000),
    ].map { Metric(name: $0, scale: $1) }

    static let hardware = [Metric(name: "cpu_usage", scale: 100)]

    /// The value at `second`, spread over the scale by the generator's mixing of entity, metric and time.
    func value(of entity: String, at second: Int64) -> Int {
        let words = (entity + name).utf8.reduce(UInt64(bitPattern: second)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        var random = SeededRandom(seed: words)
        return Int(random.next() % UInt64(scale))
    }
}
