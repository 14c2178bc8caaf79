import DSPClient
import Testing

@Suite struct CongestionWindowTests {
    /// Begins as many as are let through.
    private func begin(_ count: Int, _ window: inout CongestionWindow) -> [CongestionWindow.Ticket] {
        (0..<count).compactMap { _ in window.begin() }
    }

    @Test func withoutABusyArrayThereIsAsGoodAsNoLimit() {
        var window = CongestionWindow()
        #expect(begin(64, &window).count == 64)
        #expect(window.narrowest == nil)
    }

    @Test func aBusyArrayHalvesWhatWasUnderWay() {
        var window = CongestionWindow()
        let tickets = begin(8, &window)
        window.end(tickets[0], isBusy: true)
        #expect(window.width == 4)
        #expect(window.narrowest == 4)
        // Seven are still under way, so nobody else may begin.
        #expect(window.begin() == nil)
    }

    @Test func thoseWhoWereUnderWayTogetherAreOneReasonToSlowDown() {
        var window = CongestionWindow()
        for ticket in begin(8, &window) { window.end(ticket, isBusy: true) }
        #expect(window.width == 4)
    }

    @Test func itNeverStopsAltogether() {
        var window = CongestionWindow()
        for _ in 1...10 { for ticket in begin(1, &window) { window.end(ticket, isBusy: true) } }
        #expect(window.width == 1)
        #expect(window.begin() != nil)
    }

    @Test func everyRoundOfSuccessesAddsAboutOne() {
        var window = CongestionWindow()
        for ticket in begin(8, &window) { window.end(ticket, isBusy: true) }
        for _ in 1...3 { for ticket in begin(window.width, &window) { window.end(ticket, isBusy: false) } }
        #expect((6...7).contains(window.width))
        #expect(window.narrowest == 4)
    }
}
