// Foundation's JSON coder: the file is small, read once in a run, and made of plain Codable structs.
private import FoundationEssentials
import StorageModel

/// What runs on this host have recorded: which targets are theirs, and which device each volume was found to be.
///
/// It holds no secret. It is also what a boot attaches while the array cannot be asked.
package struct HostState: Sendable, Equatable, Codable {
    package static let path = "/var/lib/datera-apply/host.json"
    private static let currentVersion = 1

    private var version = Self.currentVersion
    /// The initiator name that the records were made for.
    package var initiator: String?
    /// Portals of targets whose record and session are this tool's.
    package var claims: [Claim] = []
    package var units: [Unit] = []

    package struct Claim: Sendable, Hashable, Codable {
        package var iqn: String
        package var address: String
        package var port: Int
        package var stack: String

        package init(_ target: TargetPortal, stack: String) {
            self.stack = stack
            iqn = target.iqn
            address = target.portal.address
            port = target.portal.port
        }

        package var target: TargetPortal {
            TargetPortal(iqn: iqn, portal: Portal(address: address, port: port))
        }
    }

    /// One attached volume.
    package struct Unit: Sendable, Hashable, Codable {
        package var stack: String
        package var volume: String
        package var id: String
        package var iqn: String
        package var lun: Int
        package var gibibytes: Int
        package var portals: [String]
        package var chapUser: String?
        package var chapTargetUser: String?
        /// Nil until the device was seen, and after it was purged.
        package var wwid: String?

        package var address: UnitAddress { UnitAddress(iqn: iqn, lun: lun) }
    }

    package init() {}

    /// - Throws: `HostFailure.state` for a file that is not one of these; a missing file is an empty state.
    package init(readFrom files: some HostFiles) throws(HostFailure) {
        let bytes: [UInt8]
        do throws(HostFailure) {
            bytes = try files.bytes(of: Self.path)
        } catch .noSuchFile {
            self.init()
            return
        }
        guard let state = try? JSONDecoder().decode(HostState.self, from: Data(bytes)) else {
            throw .state(path: Self.path, reason: "it is not the state of a host that this program has written")
        }
        guard state.version == Self.currentVersion else {
            throw .state(path: Self.path, reason: "it is of version \(state.version), and this program knows 1")
        }
        self = state
    }

    /// Reads the file, changes it, and writes it. One run on a host at a time does so.
    static func change(in files: some HostFiles, _ change: (inout HostState) -> Void) throws(HostFailure) {
        var state = try HostState(readFrom: files)
        state.initiator = HostReader(files).initiators.first
        change(&state)
        try state.write(to: files)
    }

    func write(to files: some HostFiles) throws(HostFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Strings, whole numbers and lists of them: nothing can fail to encode.
        guard let data = try? encoder.encode(self) else { return }
        try files.replace(Self.path, with: String(decoding: data, as: UTF8.self) + "\n", draftIn: nil)
    }
}

extension HostState {
    package func unit(at address: UnitAddress) -> Unit? { units.first { $0.address == address } }

    package func claims(_ target: TargetPortal) -> Bool { claims.contains { $0.target == target } }

    package var targets: Set<String> { Set(claims.map(\.iqn) + units.map(\.iqn)) }

    package mutating func claim(_ target: TargetPortal, for stack: String) {
        guard !claims(target) else { return }
        claims.append(Claim(target, stack: stack))
        claims.sort { $0.target < $1.target }
    }

    package mutating func remember(_ unit: Unit) {
        units.removeAll { $0.address == unit.address }
        units.append(unit)
        units.sort { $0.address < $1.address }
    }

    /// What the last run has attached, for a host that cannot ask the array. Passwords stay in the node records.
    package var attachments: [WantedAttachment] {
        units.map { unit in
            let login: TargetLogin
            switch (unit.chapUser, unit.chapTargetUser) {
            case (nil, _): login = .none
            case (let user?, nil): login = .chap(CHAPLogin(user: user, password: nil))
            case (let user?, let target?):
                login = .mutual(
                    CHAPLogin(user: user, password: nil), target: CHAPLogin(user: target, password: nil))
            }
            return WantedAttachment(
                stack: unit.stack, volume: unit.volume, id: unit.id, size: Gibibytes(unit.gibibytes),
                unit: unit.address, portals: unit.portals.map { Portal(text: $0) }, login: login)
        }
    }
}

extension HostState.Unit {
    /// - Parameter wwid: of the device that the volume was found to be.
    package init(_ wanted: WantedAttachment, wwid: String?) {
        self.init(
            stack: wanted.stack, volume: wanted.volume, id: wanted.id, iqn: wanted.iqn, lun: wanted.unit.lun,
            gibibytes: wanted.size.count, portals: wanted.portals.map(\.description), chapUser: wanted.login.user,
            chapTargetUser: wanted.login.targetUser, wwid: wwid)
    }
}
