import Reporting
import StorageModel
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

    @Test func statisticsPutTheCostliestFirstAndAddUp() {
        func statistics(_ requests: Int, _ each: Duration) -> EndpointStatistics {
            var statistics = EndpointStatistics()
            for index in 0..<requests {
                statistics.count(
                    RequestRecord(
                        method: "GET", target: "/x", endpoint: "x", tenant: nil,
                        outcome: .status(index == 0 ? 503 : 200), duration: each, isRetry: index == 1))
            }
            return statistics
        }
        let text = StatisticsText.render(
            ["GET /system": statistics(3, .milliseconds(2)), "POST /app_instances": statistics(2, .milliseconds(10))],
            narrowest: 2)
        #expect(
            text == """
                requests  retries  failed    ms  ms each  ms longest  endpoint
                       2        1       1  20.0     10.0        10.0  POST /app_instances
                       3        1       1   6.0      2.0         2.0  GET /system
                       5        2       2  26.0      5.2        10.0  total
                The array was busy: for a while no more than 2 requests at a time.

                """)
    }
}
