package import StorageModel

/// Leases in words.
package enum LeaseText {
    /// - Parameter isRemains: whether its run is known to be over.
    package static func status(of stack: String, _ reading: LeaseReading?, isRemains: Bool) -> String {
        guard let reading else { return "Stack \(stack): no lease; nobody is at work.\n" }
        guard let record = reading.record else {
            return "Stack \(stack): a lease that this version cannot read, object \(reading.object.id) in tenant "
                + "\(reading.object.tenant.shortName).\n"
        }
        let end = reading.isExpired ? "expired" : "valid until"
        return "Stack \(stack): lease of \(record.holder), \(end) \(record.expiry); by the array's clock it is "
            + "\(reading.now).\n"
            + (isRemains ? "That run is over; the next apply takes the lease over.\n" : "")
            + "To remove it: datera-apply lock release \(stack)\(isRemains ? "" : " --lease \(record.nonce)")\n"
    }

    /// Why nothing was done, and what can be done about it.
    package static func held(_ stack: String, _ reading: LeaseReading) -> String {
        let holder =
            reading.record.map { "\($0.holder), valid until \($0.expiry)" } ?? "a run of another version of this tool"
        guard stack != LeaseRecord.adoption else {
            return "Nothing was done: another adoption is at work (\(holder)).\n"
                + "Wait for it with --lock-timeout SECONDS.\n"
        }
        return "Nothing was done: another run is at work on stack \(stack) (\(holder)).\n"
            + "Wait for it with --lock-timeout SECONDS. If that run is over: datera-apply lock status \(stack)\n"
    }
}
