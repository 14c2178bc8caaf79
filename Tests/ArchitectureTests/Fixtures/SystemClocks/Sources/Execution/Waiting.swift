import StorageModel

struct Waiting {
    var end: ContinuousClock.Instant
    var timing: Timing
    var now: Int
    var isOver: Bool { end < .now }

    func wait() async throws {
        let start = ContinuousClock.now
        try await Task.sleep(for: end - start)
        try await timing.sleep(end - timing.now())
        let dice = Int.random(in: 1...6)
        _ = ContinuousClock().now
        _ = time(nil)
        print(self.now, dice, [1, 2].shuffled(), reading(now: .now))
    }

    func time(_ moment: Int) -> Int { moment }
}
