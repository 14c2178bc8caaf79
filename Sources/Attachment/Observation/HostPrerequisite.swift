/// What a host needs before any volume can be attached.
package enum HostPrerequisite: String, Sendable, CaseIterable {
    case initiatorName = "initiator_name"
    case kernelTransport = "iscsi_tcp"
    case daemon = "iscsid"
    case multipathDaemon = "multipathd"

    /// Found in files alone: nothing is started to find out.
    package func isMet(_ files: some HostFiles, _ initiators: [String]) -> Bool {
        switch self {
        case .initiatorName: initiators.count == 1 && initiators.allSatisfy(Self.isName)
        case .kernelTransport: Self.hasModule("iscsi_tcp", files)
        // systemd listens on the socket and starts the daemon when it is needed.
        case .daemon: Self.listens("@ISCSIADM_ABSTRACT_NAMESPACE", files) || Self.runs("iscsid", files)
        case .multipathDaemon:
            Self.listens("@/org/kernel/linux/storage/multipathd", files)
                || Self.listens("/run/multipathd.socket", files)
                || Self.runs("multipathd", files)
        }
    }

    package var problem: String {
        switch self {
        case .initiatorName: "/etc/iscsi/initiatorname.iscsi does not hold exactly one valid initiator name"
        case .kernelTransport: "the kernel module iscsi_tcp is neither loaded nor installed"
        case .daemon: "iscsid does not run, and no socket of systemd starts it"
        case .multipathDaemon: "multipathd does not run"
        }
    }

    package var remedy: String {
        switch self {
        case .initiatorName:
            "write one line to that file: echo \"InitiatorName=$(iscsi-iname)\" > /etc/iscsi/initiatorname.iscsi"
        case .kernelTransport:
            "install a kernel with iSCSI support (Debian: linux-image-amd64), then modprobe iscsi_tcp"
        case .daemon: "apt-get install open-iscsi; systemctl enable --now iscsid.socket"
        case .multipathDaemon: "apt-get install multipath-tools; systemctl enable --now multipathd"
        }
    }

    var asProblem: HostProblem { HostProblem(.hostPrerequisite, rawValue, problem, remedy: remedy) }

    /// `iqn.`, year and month, a domain; `eui.` and 16 digits; or `naa.` (RFC 7143, 4.2.7).
    private static func isName(_ name: String) -> Bool {
        guard name.utf8.count <= 223, name.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return false }
        if name.hasPrefix("iqn.") {
            let fields = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3, !fields[2].isEmpty else { return false }
            let date = fields[1].split(separator: "-", omittingEmptySubsequences: false)
            return date.count == 2 && date[0].utf8.count == 4 && date[1].utf8.count == 2
                && date.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        }
        let isHex = name.dropFirst(4).utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
        }
        if name.hasPrefix("eui.") { return isHex && name.utf8.count == 20 }
        return name.hasPrefix("naa.") && isHex && [20, 36].contains(name.utf8.count)
    }

    private static func hasModule(_ name: String, _ files: some HostFiles) -> Bool {
        if !files.list("/sys/module/\(name)").isEmpty { return true }
        guard let release = files.text("/proc/sys/kernel/osrelease") else { return false }
        return ["modules.builtin", "modules.dep"].contains { list in
            (files.text("/lib/modules/\(release)/\(list)") ?? "").split(separator: "\n").contains { line in
                let path = line.prefix { $0 != ":" }
                return path.split(separator: "/").last?.prefix { $0 != "." } == name[...]
            }
        }
    }

    private static func listens(_ socket: String, _ files: some HostFiles) -> Bool {
        (files.text("/proc/net/unix") ?? "").split(separator: "\n").contains { line in
            line.split(separator: " ").last.map { $0 == socket } ?? false
        }
    }

    private static func runs(_ daemon: String, _ files: some HostFiles) -> Bool {
        let names = ["/run/\(daemon).pid", "/run/\(daemon)/\(daemon).pid"]
        return names.contains { path in
            files.text(path).flatMap { Int($0) }.map { files.text("/proc/\($0)/comm") == daemon } ?? false
        }
    }
}
