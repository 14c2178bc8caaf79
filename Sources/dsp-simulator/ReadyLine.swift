#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The one line that tells the caller that the simulator is ready, and where.
struct ReadyLine {
    let host: String
    let port: Int

    /// Written past the buffers of standard output, since a pipe would hold the line back.
    func print() {
        let bytes = Array(
            "dsp-simulator: listening on http://\(host.contains(":") ? "[\(host)]" : host):\(port)\n".utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}
