package import StorageModel

/// Leases in words.
package enum LeaseText {
    /// - Parameter isRemains: whether its run is known to be over.
    package static func status(of stack: String, _ reading: LeaseReading?, isRemains: Bool) -> String {
        guard let reading else { return "Stack \(stack) is not locked: no apply is running.\n" }
        guard let record = reading.record else {
            return "Stack \(stack): a lease that this version cannot read, object \(reading.object.id) in tenant "
                + "\(reading.object.tenant.shortName).\n"
        }
        let holder = record.holder.description.shown()
        let lease = "Stack \(stack): lease \(record.nonce.shown()) of \(holder), \(validity(of: record, reading)).\n"
        guard isRemains else {
            // Not the command that removes it: at night it would be pasted while the run still writes.
            return lease + "The run is in progress. Wait for it, or stop \(holder): it then releases its lease.\n"
        }
        return lease + "That run has ended; the next apply takes the lease over.\n"
            + "To remove it: datera-apply lock release \(stack)\n"
    }

    /// Why a lease is not removed.
    package static func notReleased(_ stack: String, _ reading: LeaseReading) -> String {
        "Nothing was done: the lease may be in use.\n" + status(of: stack, reading, isRemains: false)
            + "If you know that this run has ended, name the lease with --lease.\n"
    }

    /// Why nothing was done, and what can be done about it.
    package static func held(_ stack: String, _ reading: LeaseReading) -> String {
        let holder =
            reading.record.map { "\($0.holder.description.shown()), \(validity(of: $0))" }
            ?? "a run of another version of this tool"
        guard stack != LeaseRecord.adoption else {
            return "Nothing was done: another adoption is in progress (\(holder)).\n"
                + "Wait for it with --lock-timeout SECONDS.\n"
        }
        guard stack != ImageCache.owner else {
            return "Nothing was done: another run fills or prunes the image cache (\(holder)).\n"
                + "Wait for it with --lock-timeout SECONDS. If that run has ended: datera-apply lock status \(stack)\n"
        }
        return "Nothing was done: another run of stack \(stack) is in progress (\(holder)).\n"
            + "Wait for it with --lock-timeout SECONDS. If that run has ended: datera-apply lock status \(stack)\n"
    }

    private static func validity(of record: LeaseRecord, _ reading: LeaseReading) -> String {
        guard record.quietSeconds == nil, let now = reading.now else { return validity(of: record) }
        return "\(reading.isExpired ? "expired" : "valid until") \(record.expiry); by the array's clock it is \(now)"
    }

    /// Without a clock of the array only waiting shows whether a run is over.
    private static func validity(of record: LeaseRecord) -> String {
        guard let seconds = record.quietSeconds else { return "valid until \(record.expiry)" }
        return "valid until it has not been renewed for \(seconds) s; --lock-timeout \(seconds + 15) waits for that"
    }
}
