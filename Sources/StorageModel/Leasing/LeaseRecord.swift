/// What the description of a lease object says: `datera-apply lease v1 <holder> <nonce> <expiry>`.
///
/// The time is the moment of the array's clock after which others may take the lease over. Written so, and not as the
/// moment of the last renewal, it needs no agreement about how long a lease lasts.
///
/// An array whose answers have no `Date` shows no clock. Then the time is by the clock of the holder, only so that each
/// renewal changes the record, and the record continues with ` <seconds>s`: others may take over a lease that they
/// have seen unchanged for so long. Each measures that with a clock of its own that never goes back, so it does not
/// matter how the clocks of the machines differ.
package struct LeaseRecord: Sendable, Hashable, CustomStringConvertible {
    package var holder: LeaseHolder
    /// Tells two leases of one process apart; 16 hex digits.
    package var nonce: String
    package var expiry: UTCSecond
    /// For how many seconds it must have been seen unchanged before another run may take it over; nil where the expiry
    /// is by the array's clock, which says as much.
    package var quietSeconds: Int?

    package init(holder: LeaseHolder, nonce: String, expiry: UTCSecond, quietSeconds: Int? = nil) {
        self.holder = holder
        self.nonce = nonce
        self.expiry = expiry
        self.quietSeconds = quietSeconds
    }

    /// No lease lasts longer without a renewal: what `--lease-ttl` takes at most.
    package static let longestQuietSeconds = 3600

    /// Nil for a damaged one, and for one of another version: then only a person can say whether it may go.
    package init?(text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard (6...7).contains(parts.count), parts[0] == "datera-apply", parts[1] == "lease", parts[2] == "v1",
            let holder = LeaseHolder(token: parts[3]), Digest.isHex(parts[4], length: 16),
            let expiry = UTCSecond(compact: parts[5])
        else { return nil }
        self.init(holder: holder, nonce: parts[4], expiry: expiry)
        guard parts.count == 7 else { return }
        guard parts[6].hasSuffix("s"), let seconds = Int(parts[6].dropLast()),
            (1...Self.longestQuietSeconds).contains(seconds)
        else { return nil }
        quietSeconds = seconds
    }

    package var description: String {
        "\(Marker.leasePrefix)v1 \(holder.token) \(nonce) \(expiry.compact)" + (quietSeconds.map { " \($0)s" } ?? "")
    }

    /// In place of a stack's name, for adoptions: of two stacks that adopt the same volume, the second sees the first
    /// one's marker. No stack can be called so.
    package static let adoption = "_adopt"

    /// The name of the lease object.
    package static func objectName(for stack: String) -> String { "datera-apply.lease.\(stack)" }
}
