/// How a volume is reached over iSCSI in user space.
package struct TargetEndpoint: Hashable, Sendable {
    /// One-way CHAP. qemu's initiator has no mutual CHAP: it cannot be given the target's secret, and never asks the target
    /// to prove itself.
    package struct Credentials: Hashable, Sendable {
        package var user: String
        /// A file with mode 0600 that holds the password and nothing else.
        package var secretFile: String

        package init(user: String, secretFile: String) {
            self.user = user
            self.secretFile = secretFile
        }
    }

    /// `address:port`, in the order to try them; an address of IPv6 in brackets.
    package var portals: [String]
    package var iqn: String
    package var lun: Int
    /// Whom the ACL lets in.
    package var initiatorName: String
    package var credentials: Credentials?

    package init(portals: [String], iqn: String, lun: Int, initiatorName: String, credentials: Credentials? = nil) {
        self.portals = portals
        self.iqn = iqn
        self.lun = lun
        self.initiatorName = initiatorName
        self.credentials = credentials
    }

    private static let secretName = "chap"

    /// What qemu-img must be told about the secret, which is never an argument itself.
    var secretArguments: [String] {
        guard let credentials else { return [] }
        // In this form a comma is written twice.
        let file = credentials.secretFile.split(separator: ",", omittingEmptySubsequences: false).joined(
            separator: ",,")
        return ["--object", "secret,id=\(Self.secretName),file=\(file)"]
    }

    /// The volume by way of one of its portals, or a part of it.
    func node(portal: String, part: Range<UInt64>? = nil) -> BlockNode {
        var options: [(String, BlockNode.Value)] = [
            ("transport", .text("tcp")), ("portal", .text(portal)), ("target", .text(iqn)),
            ("lun", .number(UInt64(max(0, lun)))),
            ("initiator-name", .text(initiatorName)),
        ]
        if let credentials {
            options += [("user", .text(credentials.user)), ("password-secret", .text(Self.secretName))]
        }
        var raw: [(String, BlockNode.Value)] = []
        if let part {
            raw += [("offset", .number(part.lowerBound)), ("size", .number(part.upperBound - part.lowerBound))]
        }
        // Without a format that is named, qemu would look for one in what a guest wrote to the volume.
        return BlockNode("raw", raw + [("file", .node(BlockNode("iscsi", options)))])
    }
}
