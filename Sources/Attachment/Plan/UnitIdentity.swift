import StorageModel

/// Whether the devices at an address are the volume that is meant.
///
/// The WWID that sysfs shows is the one of the last scan. It says something only after each path was asked again.
enum UnitIdentity: Equatable {
    case noDevice
    /// The kernel has not read all of them yet.
    case notReady(String)
    /// All are one device: the one that was recorded, or one that is seen for the first time.
    case same(wwid: String)
    case other(reason: String)

    init(of wanted: WantedAttachment, on observed: HostObservation) {
        let devices = observed.devices(of: wanted.unit)
        guard !devices.isEmpty else {
            self = .noDevice
            return
        }
        if let early = devices.first(where: { $0.name == nil || $0.wwid == nil || $0.bytes == 0 }) {
            self = .notReady(early.shownName)
            return
        }
        let wwids = Set(devices.compactMap(\.wwid)).sorted()
        if let reason = Self.contradiction(of: wanted, devices, wwids, on: observed) {
            self = .other(reason: reason)
        } else {
            self = .same(wwid: wwids.first ?? "")
        }
    }

    /// Nil when all agrees.
    private static func contradiction(
        of wanted: WantedAttachment, _ devices: [ObservedDevice], _ wwids: [String], on observed: HostObservation
    ) -> String? {
        guard wwids.count == 1, let wwid = wwids.first else {
            let list = devices.map { "\($0.shownName) is \($0.wwid ?? "")" }.joined(separator: ", ")
            return "its paths are different devices: \(list)"
        }
        if let known = observed.state.unit(at: wanted.unit), let recorded = known.wwid {
            if known.id != wanted.id {
                return "\(wanted.unit) was recorded as \(known.volume), which is another volume"
            }
            if recorded != wwid { return "the device is \(wwid), and \(recorded) was recorded at the first attach" }
        }
        let twin = observed.state.units.first {
            $0.wwid == wwid && $0.address != wanted.unit && $0.id != wanted.id
        }
        if let twin { return "the device \(wwid) was recorded as \(twin.volume)" }
        if let held = devices.compactMap(observed.map(holding:)).first(where: { $0.wwid != wwid }) {
            return "the device is \(wwid), and its multipath map \(held.name) was made of \(held.wwid)"
        }
        let largest = devices.map(\.bytes).max() ?? 0
        let mapped = observed.map(ofWWID: wwid)?.bytes ?? 0
        guard max(largest, mapped) > wanted.bytes else { return nil }
        return "the device has \(max(largest, mapped)) bytes, and the volume \(wanted.bytes) (\(wanted.size))"
    }
}
