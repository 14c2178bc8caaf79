/// One action on this host. Named by target, portal and LUN, so that a plan can name steps whose session or device there
/// will only be after the steps before them.
package enum HostStep: Sendable, Hashable, CustomStringConvertible {
    /// Records a target that is there already as this tool's.
    case claim(TargetPortal)
    case createRecord(TargetPortal)
    case writeRecord(TargetPortal, RecordSettings)
    case logIn(TargetPortal)
    /// Asks the sessions at a portal for this one LUN.
    case scan(TargetPortal, lun: Int)
    /// Records which device the volume is.
    case remember(UnitAddress)
    case assembleMap(UnitAddress)
    /// Makes every path and the map as large as the volume.
    case extend(UnitAddress, bytes: Int)
    case flushMap(UnitAddress, name: String, wwid: String)
    case deleteDevice(UnitAddress, place: String, name: String?)
    case forgetIdentity(UnitAddress)
    case forget(UnitAddress)
    case logOut(TargetPortal, session: Int)
    /// Deletes the record, where there is one, and gives up the claim.
    case deleteRecord(TargetPortal)

    package var description: String {
        switch self {
        case .claim(let target): "take over \(target)"
        case .createRecord(let target): "create the node record of \(target)"
        case .writeRecord(let target, _): "write login and start-up into the node record of \(target)"
        case .logIn(let target): "log in to \(target)"
        case .scan(let target, let lun): "scan for LUN \(lun) of \(target)"
        case .remember(let unit): "record the identity of \(unit)"
        case .assembleMap(let unit): "assemble the multipath map of \(unit)"
        case .extend(let unit, let bytes): "extend paths and map of \(unit) to \(bytes >> 30) GiB"
        case .flushMap(let unit, let name, _): "remove the multipath map \(name) of \(unit)"
        case .deleteDevice(let unit, let place, let name): "delete the SCSI device \(name ?? place) of \(unit)"
        case .forgetIdentity(let unit): "forget the recorded identity of \(unit)"
        case .forget(let unit): "forget \(unit)"
        case .logOut(let target, let session): "log out of session \(session) to \(target)"
        case .deleteRecord(let target): "delete the node record of \(target)"
        }
    }

    package var iqn: String { portal?.iqn ?? unit?.iqn ?? "" }

    /// The portal that it is about, if it is about one.
    package var portal: TargetPortal? {
        switch self {
        case .claim(let target), .createRecord(let target), .writeRecord(let target, _), .logIn(let target),
            .scan(let target, _), .logOut(let target, _), .deleteRecord(let target):
            target
        case .remember, .assembleMap, .extend, .flushMap, .deleteDevice, .forgetIdentity, .forget: nil
        }
    }

    /// The logical unit that it is about, if it is about one.
    package var unit: UnitAddress? {
        switch self {
        case .claim, .createRecord, .writeRecord, .logIn, .logOut, .deleteRecord: nil
        case .scan(let target, let lun): UnitAddress(iqn: target.iqn, lun: lun)
        case .remember(let unit), .assembleMap(let unit), .extend(let unit, _), .flushMap(let unit, _, _),
            .deleteDevice(let unit, _, _), .forgetIdentity(let unit), .forget(let unit):
            unit
        }
    }
}

/// A step with the volume or target that needs it, and why.
package struct PlannedHostStep: Sendable, Hashable {
    package var step: HostStep
    package var subject: String
    package var reason: String
}
