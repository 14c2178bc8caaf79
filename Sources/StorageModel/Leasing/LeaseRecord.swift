/// What the description of a lease object says: `datera-apply lease v1 <holder> <nonce> <expiry>` (design.md section 6).
///
/// The time is the moment of the array's clock after which others may take the lease over. Written so, and not as the
/// moment of the last renewal, it needs no agreement about how long a lease lasts.
package struct LeaseRecord: Sendable, Hashable, CustomStringConvertible {
    package var holder: LeaseHolder
    /// Tells two leases of one process apart; 16 hex digits.
    package var nonce: String
    package var expiry: UTCSecond

    package init(holder: LeaseHolder, nonce: String, expiry: UTCSecond) {
        self.holder = holder
        self.nonce = nonce
        self.expiry = expiry
    }

    /// Nil for a damaged one, and for one of another version: then only a person can say whether it may go.
    package init?(text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "datera-apply", parts[1] == "lease", parts[2] == "v1",
            let holder = LeaseHolder(token: parts[3]), Digest.isHex(parts[4], length: 16),
            let expiry = UTCSecond(compact: parts[5])
        else { return nil }
        self.init(holder: holder, nonce: parts[4], expiry: expiry)
    }

    package var description: String { "\(Marker.leasePrefix)v1 \(holder.token) \(nonce) \(expiry.compact)" }

    /// In place of a stack's name, of whoever adopts: of two who want what is nobody's, the second sees the first one's
    /// marker. No stack can be called so.
    package static let adoption = "_adopt"

    /// The name of the lease object.
    package static func objectName(for stack: String) -> String { "datera-apply.lease.\(stack)" }
}
