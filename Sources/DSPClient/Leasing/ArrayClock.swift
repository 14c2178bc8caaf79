private import Locking
internal import StorageModel

/// What the array's clock shows, from the `Date` headers of its answers.
final class ArrayClock: Sendable {
    private struct Reading: Sendable {
        var shown: UTCSecond
        /// When the request was sent whose answer showed it: the array's moment is this one or a later one.
        var sent: ContinuousClock.Instant
    }

    private let latest = Locked<Reading?>(nil)

    func note(_ response: HTTPResponse, sent: ContinuousClock.Instant) {
        guard let shown = response.headers["Date"].flatMap(UTCSecond.init(httpDate:)) else { return }
        latest.withLock { reading in
            if let previous = reading?.sent, previous > sent { return }
            reading = Reading(shown: shown, sent: sent)
        }
    }

    /// What the clock shows now, never more than that; nil as long as no answer had a `Date`.
    ///
    /// - Parameter now: by the clock of this machine that the requests are timed with.
    func shown(at now: ContinuousClock.Instant) -> UTCSecond? {
        latest.withLock { $0 }.map { reading in
            let seconds = (now - reading.sent).components.seconds
            return UTCSecond(secondsSince1970: reading.shown.secondsSince1970 + Int(seconds))
        }
    }

    /// The first whole second of the array's clock that is surely `ttl` away from now.
    ///
    /// The header was cut to whole seconds, so the array's clock may be up to a second ahead of it; a run that takes a
    /// lease over waits for that second too (`LeaseReading.isExpired`).
    func expiry(in ttl: Duration, from now: ContinuousClock.Instant) -> UTCSecond? {
        latest.withLock { $0 }.map { reading in
            reading.shown.advanced(by: now - reading.sent + ttl)
        }
    }
}
