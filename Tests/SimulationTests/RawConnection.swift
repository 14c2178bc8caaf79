import Glibc

/// A bare TCP connection that speaks just enough HTTP: what no HTTP library lets a test see, such as a connection that
/// ends without an answer.
struct RawConnection: ~Copyable {
    private let descriptor: Int32

    struct Failure: Error {}

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else { throw Failure() }
    }

    deinit { close(descriptor) }

    /// Sends one request and reads until its answer is complete or the connection ends. It never blocks: the simulator
    /// needs the threads that tests run on.
    func send(_ method: String, _ path: String, headers: [String] = [], body: String = "") async throws -> String {
        let head = ["\(method) \(path) HTTP/1.1", "Host: localhost", "Content-Length: \(body.utf8.count)"] + headers
        var rest = Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 { rest = rest.dropFirst(count) } else { try await pause() }
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !Self.isComplete(answer) {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { break }
            if count > 0 { answer += buffer[..<count] } else { try await pause() }
        }
        return String(decoding: answer, as: UTF8.self)
    }

    private func pause() async throws {
        guard errno == EAGAIN else { throw Failure() }
        try await Task.sleep(for: .milliseconds(1))
    }

    private static func isComplete(_ answer: [UInt8]) -> Bool {
        let text = String(decoding: answer, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let length = text[..<end.lowerBound].lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }?
            .split(separator: " ").last.flatMap { Int($0) }
        return text[end.upperBound...].utf8.count >= length ?? 0
    }
}
