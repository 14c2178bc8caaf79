/// Reads everything that a plan is made from. Starts no program.
package struct HostReader: Sendable {
    private static let initiatorFile = "/etc/iscsi/initiatorname.iscsi"

    private let files: any HostFiles

    package init(_ files: any HostFiles) { self.files = files }

    /// The names by which this host logs in; more than one is a mistake in the file.
    package var initiators: [String] {
        (files.text(Self.initiatorFile) ?? "").split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, String(parts[0]).trimmed == "InitiatorName" else { return nil }
            let name = String(parts[1]).trimmed
            return name.isEmpty ? nil : name
        }
    }

    /// The targets that this host has sessions to, whether they are up or not.
    package var sessionTargets: [String] { SysfsReader(files).sessions().map(\.target.iqn) }

    /// - Throws: `HostFailure.state` for a damaged state file, `notPermitted` for records that only root may read.
    package func observe() throws(HostFailure) -> HostObservation {
        let sysfs = SysfsReader(files)
        let sessions = sysfs.sessions()
        return HostObservation(
            initiators: initiators, sessions: sessions, devices: sessions.flatMap(sysfs.devices), maps: sysfs.maps(),
            records: try records(), state: try HostState(readFrom: files),
            missingPrerequisites: HostPrerequisite.allCases.filter { !$0.isMet(files, initiators) })
    }

    private func records() throws(HostFailure) -> [NodeRecord] {
        var found: [NodeRecord] = []
        for folder in NodeRecord.folders {
            for iqn in files.list(folder) {
                for entry in files.list("\(folder)/\(iqn)") { found += try records(entry, of: iqn, in: folder) }
            }
        }
        return found
    }

    private func records(_ entry: String, of iqn: String, in folder: String) throws(HostFailure) -> [NodeRecord] {
        let fields = entry.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count >= 2, let port = Int(fields[1]) else { return [] }
        let target = TargetPortal(iqn: iqn, portal: Portal(address: String(fields[0]), port: port))
        let path = "\(folder)/\(iqn)/\(entry)"
        let inside = files.list(path).map { "\(path)/\($0)" }
        var found: [NodeRecord] = []
        for file in inside.isEmpty ? [path] : inside {
            let bytes: [UInt8]
            do throws(HostFailure) {
                bytes = try files.bytes(of: file)
            } catch {
                // It may go while it is read; one that may not be read is the user's to change.
                guard case .notPermitted = error else { continue }
                throw error
            }
            let text = String(decoding: bytes, as: UTF8.self)
            found.append(
                NodeRecord(target: target, path: file, settings: RecordText.settings(in: text, of: RecordSettings.keys))
            )
        }
        return found
    }
}
