import Testing

@testable import Simulation

@Suite struct ArrayTimeTests {
    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
        (0, "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00.000Z"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT", "2000-02-29T00:00:00.000Z"),
        (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT", "2100-02-28T23:59:59.000Z"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31T23:59:59.000Z"),
    ])
    func momentsAreWrittenAsDates(_ second: Int64, _ http: String, _ iso: String) {
        let time = ArrayTime(nanoseconds: second * 1_000_000_000)
        #expect(time.httpDate == http)
        #expect(time.iso8601 == iso)
    }

    @Test(arguments: [(1_446_076_384_006_078_460, "1446076384.00607846"), (1_550_370_547_000_000_000, "1550370547.0")])
    func snapshotKeysCutTrailingZerosButKeepAFraction(_ nanoseconds: Int64, _ key: String) {
        #expect(ArrayTime(nanoseconds: nanoseconds).snapshotKey == key)
    }

    @Test func theEndsOfTheClockDoNotOverflow() {
        #expect(ArrayTime(nanoseconds: .max).advanced(by: .seconds(1)).nanoseconds == .max)
        #expect(ArrayTime(nanoseconds: .min).httpDate.hasSuffix("GMT"))
        #expect(ArrayTime(nanoseconds: .max).httpDate.hasSuffix("GMT"))
    }
}
