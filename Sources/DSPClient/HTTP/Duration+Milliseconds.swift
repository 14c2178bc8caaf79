extension Duration {
    /// Whole milliseconds, rounded down; bounded to eleven days, which no time-out or pause needs.
    var milliseconds: Int {
        let (seconds, attoseconds) = min(self, .seconds(1_000_000)).components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
