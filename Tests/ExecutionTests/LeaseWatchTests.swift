import StorageModel
import Testing

@testable import Execution

/// When a lease has ended on an array that shows no clock.
@Suite struct LeaseWatchTests {
    private static let start = ContinuousClock.now

    private static func reading(renewedAt second: Int, id: String = "1", quiet: Int? = 60) -> LeaseReading {
        LeaseReading(
            object: AppInstanceReference(tenant: .root, id: id),
            record: LeaseRecord(
                holder: LeaseHolder(host: "elsewhere", realm: "ffffffff", pid: 2), nonce: "ffffffffffffffff",
                expiry: UTCSecond(secondsSince1970: second), quietSeconds: quiet), now: nil)
    }

    /// Looks at these seconds, each of which takes two seconds to answer.
    private static func answers(_ looks: [(second: Int, reading: LeaseReading)]) -> [Bool] {
        var watch = LeaseWatch()
        return looks.map { look in
            let asked = start + .seconds(look.second)
            return watch.sees(look.reading, asked: asked, answered: asked + .seconds(2))
        }
    }

    @Test func endsWhenItWasSeenUnchangedForItsWholeTimeFromAnswerToQuestion() {
        let same = Self.reading(renewedAt: 100)
        #expect(Self.answers([(0, same), (30, same), (61, same), (62, same)]) == [false, false, false, true])
    }

    @Test func eachRenewalBeginsItAnew() {
        let first = Self.reading(renewedAt: 100)
        let second = Self.reading(renewedAt: 115)
        #expect(Self.answers([(0, first), (61, second), (100, second), (123, second)]) == [false, false, false, true])
    }

    @Test func anotherObjectIsAnotherLease() {
        let first = Self.reading(renewedAt: 100)
        #expect(Self.answers([(0, first), (70, Self.reading(renewedAt: 100, id: "2"))]) == [false, false])
    }

    /// One that was written by the array's clock, seen by a run to which the array shows none.
    @Test func aLeaseThatDoesNotSayHowLongItLastsIsGivenTheLongestTime() {
        let silent = Self.reading(renewedAt: 100, quiet: nil)
        #expect(Self.answers([(0, silent), (3500, silent), (3602, silent)]) == [false, false, true])
    }
}
