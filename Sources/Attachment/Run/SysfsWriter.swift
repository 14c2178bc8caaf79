import StorageModel

/// Asks the kernel, by attributes of sysfs, to look at devices again, to add one, or to let one go.
struct SysfsWriter {
    let files: any HostFiles

    /// Reads identity and size of a device again: sysfs shows those of the last time, also when the target has another
    /// volume there by now.
    func rescan(_ device: ObservedDevice) throws(HostFailure) {
        try files.write("1", to: "\(SysfsReader.folder(of: device))/rescan")
    }

    /// Adds one LUN of a session, and no other.
    func scan(_ session: ObservedSession, lun: Int) throws(HostFailure) {
        let folder = SysfsReader.folder(ofSession: session.id)
        // `target2:0:0` where the session has devices; of a new session both numbers are 0.
        let known = files.list(folder).first { $0.hasPrefix("target") }?.split(separator: ":") ?? []
        let (channel, target) = known.count == 3 ? (known[1], known[2]) : ("0", "0")
        try files.write("\(channel) \(target) \(lun)", to: "/sys/class/scsi_host/host\(session.host)/scan")
    }

    func delete(_ device: ObservedDevice) throws(HostFailure) {
        try files.write("1", to: "\(SysfsReader.folder(of: device))/delete")
    }
}
