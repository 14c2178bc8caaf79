/// What this host has, as sysfs, /etc/iscsi and the state file show it.
package struct HostObservation: Sendable, Equatable {
    package var initiators: [String]
    package var sessions: [ObservedSession]
    package var devices: [ObservedDevice]
    package var maps: [ObservedMap]
    package var records: [NodeRecord]
    package var state: HostState
    /// What is missing on this host for any attachment.
    package var missingPrerequisites: [HostPrerequisite]

    package init(
        initiators: [String] = [], sessions: [ObservedSession] = [], devices: [ObservedDevice] = [],
        maps: [ObservedMap] = [], records: [NodeRecord] = [], state: HostState = HostState(),
        missingPrerequisites: [HostPrerequisite] = []
    ) {
        self.initiators = initiators
        self.sessions = sessions
        self.devices = devices
        self.maps = maps
        self.records = records
        self.state = state
        self.missingPrerequisites = missingPrerequisites
    }
}

/// An iSCSI session of the kernel.
package struct ObservedSession: Sendable, Hashable {
    package var id: Int
    /// Of its SCSI host.
    package var host: Int
    package var target: TargetPortal
    package var interface: String
    /// Whether the kernel has it logged in at the moment; one that is not tries again by itself.
    package var isLoggedIn: Bool

    package init(id: Int, host: Int, target: TargetPortal, interface: String = "default", isLoggedIn: Bool = true) {
        self.id = id
        self.host = host
        self.target = target
        self.interface = interface
        self.isLoggedIn = isLoggedIn
    }
}

/// A SCSI device of a session: one path to a volume.
package struct ObservedDevice: Sendable, Hashable {
    package var session: Int
    package var unit: UnitAddress
    /// `2:0:0:1`: host, channel, target, LUN.
    package var place: String
    /// The name of its disk, `sdb`; nil while the kernel has none for it.
    package var name: String?
    package var bytes: Int
    /// As multipath writes it, `36001…`; nil while the kernel has not read it.
    package var wwid: String?
    package var isRunning: Bool
    /// What uses it, other than a multipath map: each a chain from the partition up to the place of a mount.
    package var uses: [DeviceUse]

    package init(
        session: Int, unit: UnitAddress, place: String, name: String?, bytes: Int, wwid: String?,
        isRunning: Bool = true, uses: [DeviceUse] = []
    ) {
        self.session = session
        self.unit = unit
        self.place = place
        self.name = name
        self.bytes = bytes
        self.wwid = wwid
        self.isRunning = isRunning
        self.uses = uses
    }

    package var shownName: String { name ?? place }
}

/// A map of dm-multipath.
package struct ObservedMap: Sendable, Hashable {
    /// `mpatha`, or the WWID.
    package var name: String
    /// Of the device mapper, without the prefix of multipath.
    package var wwid: String
    /// Names of disks, sorted.
    package var paths: [String]
    package var bytes: Int
    package var uses: [DeviceUse]

    package init(name: String, wwid: String, paths: [String], bytes: Int, uses: [DeviceUse] = []) {
        self.name = name
        self.wwid = wwid
        self.paths = paths
        self.bytes = bytes
        self.uses = uses
    }

    package var devicePath: String { "/dev/mapper/\(name)" }
}

/// What uses a device: `partition sdb1 → LVM data-pg (dm-3) → mounted on /srv`.
package struct DeviceUse: Sendable, Hashable, CustomStringConvertible {
    package var chain: [String]

    package init(_ chain: [String]) { self.chain = chain }

    package var description: String { chain.joined(separator: " → ") }
}

extension HostObservation {
    package func sessions(of iqn: String) -> [ObservedSession] { sessions.filter { $0.target.iqn == iqn } }

    package func sessions(at target: TargetPortal) -> [ObservedSession] { sessions.filter { $0.target == target } }

    package func devices(of unit: UnitAddress) -> [ObservedDevice] { devices.filter { $0.unit == unit } }

    package func record(of target: TargetPortal) -> NodeRecord? { records.first { $0.target == target } }

    /// The map of which a disk is a path.
    package func map(holding device: ObservedDevice) -> ObservedMap? {
        device.name.flatMap { name in maps.first { $0.paths.contains(name) } }
    }

    package func map(ofWWID wwid: String) -> ObservedMap? { maps.first { $0.wwid == wwid } }
}
