package import StorageModel

/// One volume that this host is to have: where its target is, how to log in, and how large it must be.
///
/// Made from a manifest and an array, or from what the last run has recorded while the array cannot be asked.
package struct WantedAttachment: Sendable, Equatable {
    /// The stack that declares it.
    package var stack: String
    /// As reports name it: `volume/ledger`, with storage instance and volume where there are several.
    package var volume: String
    /// What stays the same as long as it is the same volume: the uuid of the app instance and the path in it.
    package var id: String
    package var size: Gibibytes
    package var unit: UnitAddress
    /// At least one. Each is one session, and one path to the volume.
    package var portals: [Portal]
    package var login: TargetLogin
    /// Whether the array counts this host's initiator name among those that are logged in to the target.
    package var isConnectedOnArray: Bool

    package init(
        stack: String, volume: String, id: String, size: Gibibytes, unit: UnitAddress, portals: [Portal],
        login: TargetLogin = .none, isConnectedOnArray: Bool = false
    ) {
        self.stack = stack
        self.volume = volume
        self.id = id
        self.size = size
        self.unit = unit
        self.portals = portals
        self.login = login
        self.isConnectedOnArray = isConnectedOnArray
    }

    package var bytes: Int { size.count << 30 }

    package var iqn: String { unit.iqn }

    package var targetPortals: [TargetPortal] { portals.map { TargetPortal(iqn: iqn, portal: $0) } }
}

/// A logical unit of a target.
package struct UnitAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var iqn: String
    package var lun: Int

    package init(iqn: String, lun: Int) {
        self.iqn = iqn
        self.lun = lun
    }

    package var description: String { "LUN \(lun) of \(iqn)" }

    package static func < (left: Self, right: Self) -> Bool { (left.iqn, left.lun) < (right.iqn, right.lun) }
}

/// A target at one of its portals: what one node record and one session belong to.
package struct TargetPortal: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var iqn: String
    package var portal: Portal

    package init(iqn: String, portal: Portal) {
        self.iqn = iqn
        self.portal = portal
    }

    package var description: String { "\(iqn) at \(portal)" }

    package static func < (left: Self, right: Self) -> Bool { (left.iqn, left.portal) < (right.iqn, right.portal) }
}

/// How the initiator logs in to a target.
package enum TargetLogin: Sendable, Hashable {
    case none
    case chap(CHAPLogin)
    /// The target must prove who it is, too.
    case mutual(CHAPLogin, target: CHAPLogin)
}

/// A CHAP user and its password. Nil where it is known only to the node record that an earlier run has written.
package struct CHAPLogin: Sendable, Hashable {
    package var user: String
    package var password: Secret?

    package init(user: String, password: Secret?) {
        self.user = user
        self.password = password
    }
}

extension TargetLogin {
    package var user: String? {
        switch self {
        case .none: nil
        case .chap(let login), .mutual(let login, _): login.user
        }
    }

    package var targetUser: String? {
        switch self {
        case .none, .chap: nil
        case .mutual(_, let target): target.user
        }
    }

    /// Whether every password that it needs is at hand.
    package var isComplete: Bool {
        switch self {
        case .none: true
        case .chap(let login): login.password != nil
        case .mutual(let login, let target): login.password != nil && target.password != nil
        }
    }
}
