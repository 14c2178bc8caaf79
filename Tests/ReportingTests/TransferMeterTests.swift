import Reporting
import StorageModel
import Testing

/// How fast an image moves, and how long it will take.
@Suite struct TransferMeterTests {
    private static let mebibyte = 1 << 20

    /// Progress at even intervals, and what is made of the last.
    private typealias Step = (seconds: Double, mebibytes: Int)

    private func measured(_ steps: [Step], total: Int = 1000) -> ImageProgress {
        var meter = TransferMeter()
        let start = ContinuousClock.now
        return steps.reduce(ImageProgress(.copy, bytes: 0, total: 0)) { _, step in
            meter.measured(
                ImageProgress(.copy, bytes: step.mebibytes * Self.mebibyte, total: total * Self.mebibyte),
                at: start + .seconds(step.seconds))
        }
    }

    @Test func theRateIsThatOfTheLastSeconds() {
        #expect(measured([(0, 0)]).rate == nil)
        #expect(measured([(0, 0), (1, 10)]).rate == 10 * Self.mebibyte)
        // A minute at 1 MiB/s, then 20 seconds at 5.
        let slow: [Step] = (0...60).map { second in (Double(second), second) }
        let fast: [Step] = (1...20).map { second in (Double(60 + second), 60 + 5 * second) }
        let progress = measured(slow + fast)
        #expect(progress.rate == 5 * Self.mebibyte)
        #expect(progress.secondsLeft == (1000 - 160) / 5)
        #expect(progress.text == "copy 16 % of 1000.0 MiB, 5.0 MiB/s, 2:48 left")
    }

    @Test func aStandstillIsToldAsOne() {
        let moving: [Step] = (0...10).map { second in (Double(second), second) }
        let still: [Step] = (1...30).map { second in (Double(10 + second), 10) }
        let progress = measured(moving + still)
        #expect(progress.rate == 0 && progress.secondsLeft == nil)
    }

    @Test func anotherPhaseBeginsAnew() {
        var meter = TransferMeter()
        let start = ContinuousClock.now
        _ = meter.measured(ImageProgress(.download, bytes: 0, total: 100), at: start)
        _ = meter.measured(ImageProgress(.download, bytes: 100, total: 100), at: start + .seconds(1))
        let next = meter.measured(ImageProgress(.verify, bytes: 1, total: 100), at: start + .seconds(2))
        #expect(next.rate == nil)
    }

    @Test func withoutATotalOnlyWhatIsThereIsSaid() {
        var progress = ImageProgress(.download, bytes: 1536, total: 0)
        progress.rate = 512
        #expect(progress.text == "download 1.5 KiB, 512 bytes/s")
        var bar = ProgressBar(total: 4)
        bar.images["a"] = progress
        #expect(bar.text(elapsed: .seconds(1), width: 100).hasSuffix(", download image 1.5 KiB, 512 bytes/s"))
    }
}
