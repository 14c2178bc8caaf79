import StorageModel
import Testing

@Suite struct LeaseRecordTests {
    private static let holder = LeaseHolder(host: "db-01", realm: "1a2b3c4d", pid: 4711)

    @Test func aRecordReadsBackAsWritten() {
        let expiry = UTCSecond(secondsSince1970: 1_795_235_000)
        let record = LeaseRecord(holder: Self.holder, nonce: "0123456789abcdef", expiry: expiry)
        #expect(record.description == "datera-apply lease v1 db-01.1a2b3c4d.4711 0123456789abcdef 20261121T042320Z")
        #expect(LeaseRecord(text: record.description) == record)
        #expect(Ownership(descr: record.description) == .lease)
    }

    /// An array without a clock (no `Date`).
    @Test func aRecordWithoutTheArraysClockSaysHowLongItMustBeQuiet() {
        let expiry = UTCSecond(secondsSince1970: 1_795_235_000)
        let record = LeaseRecord(holder: Self.holder, nonce: "0123456789abcdef", expiry: expiry, quietSeconds: 60)
        #expect(
            record.description == "datera-apply lease v1 db-01.1a2b3c4d.4711 0123456789abcdef 20261121T042320Z 60s")
        #expect(LeaseRecord(text: record.description) == record)
        let object = AppInstanceReference(tenant: .root, id: "x")
        let later = UTCSecond(secondsSince1970: 1_895_235_000)
        // The holder's clock says nothing to others.
        #expect(!LeaseReading(object: object, record: record, now: later).isExpired)
        #expect(LeaseReading(object: object, record: record, now: later).quietTime == .seconds(60))
        let timed = LeaseRecord(holder: Self.holder, nonce: "0123456789abcdef", expiry: expiry)
        #expect(LeaseReading(object: object, record: timed, now: later).quietTime == nil)
        #expect(!LeaseReading(object: object, record: timed, now: nil).isExpired)
        #expect(LeaseReading(object: object, record: timed, now: nil).quietTime == .seconds(3600))
        #expect(LeaseReading(object: object, record: nil, now: nil).quietTime == nil)
    }

    @Test func theLongestRecordFitsADescription() {
        let holder = LeaseHolder(host: String(repeating: "x.y", count: 40), realm: "1a2b3c4d", pid: 4_194_304)
        let record = LeaseRecord(
            holder: holder, nonce: "0123456789abcdef", expiry: UTCSecond(secondsSince1970: 253_402_300_799),
            quietSeconds: LeaseRecord.longestQuietSeconds)
        #expect(NameRule.label.accepts(record.description))
        #expect(LeaseRecord(text: record.description) == record)
        #expect(NameRule.name.accepts(LeaseRecord.objectName(for: String(repeating: "s", count: 32))))
    }

    @Test(arguments: [
        "", "datera-apply lease v2 db-01.1a2b3c4d.4711 0123456789abcdef 20261121T042320Z",
        "datera-apply lease v1 db-01.4711 0123456789abcdef 20261121T042320Z",
        "datera-apply lease v1 db-01.1a2b3c4d.4711 0123456789abcdeg 20261121T042320Z",
        "datera-apply lease v1 db-01.1a2b3c4d.4711 0123456789abcdef 20261321T042320Z",
        "datera-apply lease v1 db-01.1a2b3c4d.4711 0123456789abcdef 20261121T042320Z more",
        "datera-apply lease v1 db-01.1a2b3c4d.4711 0123456789abcdef 20261121T042320Z 0s",
        "datera-apply lease v1 db-01.1a2b3c4d.4711 0123456789abcdef 20261121T042320Z 60",
        "datera-apply lease v1 db-01.1a2b3c4d.4711 0123456789abcdef 20261121T042320Z 9999s",
        "datera-apply lease v1 db-01.1a2b3c4d.-1 0123456789abcdef 20261121T042320Z",
    ])
    func whatIsNoRecordIsNone(text: String) {
        #expect(LeaseRecord(text: text) == nil)
    }

    @Test(arguments: [
        (0, "19700101T000000Z"),
        (951_782_400, "20000229T000000Z"),
        (1_795_235_000, "20261121T042320Z"),
        (4_107_542_399, "21000228T235959Z"),
    ])
    func momentsAreReadAndWritten(seconds: Int, compact: String) {
        let moment = UTCSecond(secondsSince1970: seconds)
        #expect(moment.compact == compact)
        #expect(UTCSecond(compact: compact) == moment)
    }

    @Test func aLeaseEndsWhenTheWholeSecondAfterItsExpiryHasBegun() {
        let record = LeaseRecord(
            holder: Self.holder, nonce: "0123456789abcdef", expiry: UTCSecond(secondsSince1970: 100))
        func reading(at second: Int) -> LeaseReading {
            LeaseReading(
                object: AppInstanceReference(tenant: .root, id: "x"), record: record,
                now: UTCSecond(secondsSince1970: second))
        }
        #expect(!reading(at: 99).isExpired && !reading(at: 100).isExpired && reading(at: 101).isExpired)
        var unreadable = reading(at: 1_000_000)
        unreadable.record = nil
        #expect(!unreadable.isExpired)
    }

    @Test func durationsAreRoundedUp() {
        let moment = UTCSecond(secondsSince1970: 100)
        #expect(moment.advanced(by: .seconds(60)).secondsSince1970 == 160)
        #expect(moment.advanced(by: .milliseconds(1)).secondsSince1970 == 101)
    }
}
