import Reporting
import Testing

@Suite struct ProgressBarTests {
    @Test func aBarSaysHowFarARunIsAndHowLongItTakes() {
        var bar = ProgressBar(total: 100)
        bar.done = 25
        bar.running = 8
        #expect(
            bar.text(elapsed: .seconds(10), width: 80)
                == "[#########---------------------------]  25/100 steps, 8 running, about 0:30 left")
        bar.failed = 1
        #expect(bar.text(elapsed: .seconds(10), width: 80).contains(", 1 failed"))
    }

    @Test(arguments: [0, 10, 20, 40, 60, 79, 200])
    func aBarIsNeverWiderThanItsPlace(width: Int) {
        for done in [0, 1, 99_999, 100_000] {
            var bar = ProgressBar(total: 100_000)
            bar.done = done
            bar.running = 64
            bar.failed = 12_345
            #expect(bar.text(elapsed: .seconds(100_000), width: width).count <= width)
        }
    }
}
