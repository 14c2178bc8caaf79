import Glibc
import StorageModel

/// Who this process is to others that want its lease.
enum ProcessIdentity {
    static var holder: LeaseHolder {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return LeaseHolder(host: host, realm: realm, pid: Int(getpid()))
    }

    /// Equal only for processes that see each other's pids: same boot, same pid namespace.
    private static var realm: String {
        let boot = text(of: "/proc/sys/kernel/random/boot_id") ?? ""
        var buffer = [CChar](repeating: 0, count: 256)
        let length = readlink("/proc/self/ns/pid", &buffer, buffer.count)
        let namespace = buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }
        return Digest.short("\(boot) \(String(decoding: namespace, as: UTF8.self))", digits: 8)
    }

    /// Whether a process of this realm has ended. One that has ended but is still listed by its parent counts as gone.
    static func isGone(_ other: LeaseHolder) -> Bool {
        guard let pid = pid_t(exactly: other.pid) else { return false }
        if kill(pid, 0) == -1 && errno == ESRCH { return true }
        // `pid (name) state …`; the name may hold anything, so the state is looked for from the end.
        let state = text(of: "/proc/\(pid)/stat")?.split(separator: ")").last?.split(separator: " ").first
        return state == "Z" || state == "X"
    }

    static var nonce: String {
        let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func text(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
