/// A lease as it was found on the array.
package struct LeaseReading: Sendable, Hashable {
    /// The object itself: to remove this lease is to remove this uuid and no other.
    package var object: AppInstanceReference
    /// Nil when the description is not a lease record of this version.
    package var record: LeaseRecord?
    /// The array's clock at the time of reading; nil when its answers show none.
    package var now: UTCSecond?

    package init(object: AppInstanceReference, record: LeaseRecord?, now: UTCSecond?) {
        self.object = object
        self.record = record
        self.now = now
    }

    /// A second has passed since the expiry in full: the array's clock shows whole seconds.
    ///
    /// Never said without that clock: then only who has watched the lease can tell (`quietTime`).
    package var isExpired: Bool {
        guard let record, let now, record.quietSeconds == nil else { return false }
        return record.expiry < now
    }

    /// How long it must be seen unchanged before it may be taken over without the array's clock; nil where that clock
    /// decides, or where the record cannot be read.
    package var quietTime: Duration? {
        guard let record else { return nil }
        if let seconds = record.quietSeconds { return .seconds(seconds) }
        return now == nil ? .seconds(LeaseRecord.longestQuietSeconds) : nil
    }
}
