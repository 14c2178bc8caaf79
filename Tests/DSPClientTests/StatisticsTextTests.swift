import DSPClient
import Testing

@Suite struct StatisticsTextTests {
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
