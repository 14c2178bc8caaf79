import StorageModel
import Testing

@testable import DSPClient

/// The array's clock, as its answers show it.
@Suite struct HTTPDateTests {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (1_795_235_000, "Sat, 21 Nov 2026 04:23:20 GMT"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
    ])
    func momentsAreRead(seconds: Int, text: String) {
        #expect(UTCSecond(httpDate: text) == UTCSecond(secondsSince1970: seconds))
    }

    @Test(arguments: ["", "yesterday", "Sat, 21 Nov 2026 04:23:20", "Sat, 21 Foo 2026 04:23:20 GMT", "21 Nov 2026"])
    func whatIsNoDateIsNone(text: String) {
        #expect(UTCSecond(httpDate: text) == nil)
    }
}
