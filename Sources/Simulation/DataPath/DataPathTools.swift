import Glibc

/// The programs that the data path is made with.
struct DataPathTools: Sendable {
    let targetDaemon: String
    let targetAdministration: String
    let processAttributes: String
    let copy: String

    /// - Parameter folders: where programs are looked for, in this order.
    /// - Throws: `missing` with the Debian package of the first program that is not there.
    init(
        in folders: [String] = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin"]
    ) throws(DataPathFailure) {
        func find(_ name: String, _ package: String) throws(DataPathFailure) -> String {
            for folder in folders where access("\(folder)/\(name)", X_OK) == 0 { return "\(folder)/\(name)" }
            throw .missing(tool: name, package: package)
        }
        targetDaemon = try find("tgtd", "tgt")
        targetAdministration = try find("tgtadm", "tgt")
        processAttributes = try find("setpriv", "util-linux")
        copy = try find("cp", "coreutils")
    }
}
