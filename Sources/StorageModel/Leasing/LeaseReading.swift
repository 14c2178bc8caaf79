/// A lease as it was found on the array.
package struct LeaseReading: Sendable, Hashable {
    /// The object itself: whoever removes this lease removes this uuid and no other.
    package var object: AppInstanceReference
    /// Nil when the description is no lease record of this version.
    package var record: LeaseRecord?
    /// The array's clock at the time of reading.
    package var now: UTCSecond

    package init(object: AppInstanceReference, record: LeaseRecord?, now: UTCSecond) {
        self.object = object
        self.record = record
        self.now = now
    }

    /// A second has passed since the expiry in full: the array's clock shows whole seconds.
    package var isExpired: Bool { record.map { $0.expiry < now } ?? false }
}
