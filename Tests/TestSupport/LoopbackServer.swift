import Glibc
import Locking

/// A tiny HTTP server on a free loopback port, one thread for each connection, which can also misbehave.
package final class LoopbackServer: Sendable {
    /// What happens to a request once it has been read to its end.
    package enum Reaction: Sendable {
        case answer(String, status: String = "200 OK", headers: [String] = [])
        /// Sends this text and closes.
        case raw(String)
        case close
        /// Closes so that the other side sees a reset.
        case reset
        /// Never answers.
        case hang
        /// Sends this text byte by byte, with a pause before each of the last ten.
        case drip(String)
        /// Sends this text and nothing more.
        case stall(String)
    }

    package struct Received: Sendable {
        package var connection: Int
        /// Request line and headers.
        package var head: String
        package var body: String

        package var line: String { String(head.prefix { $0 != "\r\n" }) }
    }

    package let port: Int
    private let listener: Int32
    private let received = Locked<[Received]>([])
    private let react: @Sendable (Received) -> Reaction

    package init(_ react: @escaping @Sendable (Received) -> Reaction) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length) | listen(listener, 256) | getsockname(listener, generic, &length)
            }
        }
        guard listener >= 0, code == 0 else { throw CannotListen() }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        self.react = react
        startThread { [weak self] in
            var connections = 0
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let server = self else { return }
                connections += 1
                let number = connections
                startThread { server.serve(connection, number) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    package struct CannotListen: Error {}

    package var requests: [Received] { received.withLock { $0 } }

    private func serve(_ connection: Int32, _ number: Int) {
        defer { close(connection) }
        while var request = read(from: connection) {
            request.connection = number
            received.withLock { $0.append(request) }
            switch react(request) {
            case .answer(let body, let status, let headers):
                let fields = (headers + ["Content-Length: \(body.utf8.count)"]).joined(separator: "\r\n")
                write("HTTP/1.1 \(status)\r\n\(fields)\r\n\r\n\(body)", to: connection)
            case .raw(let text): return write(text, to: connection)
            case .close: return
            case .reset:
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
                return
            case .hang: while read(from: connection) != nil {}
            case .drip(let text):
                write(String(text.dropLast(10)), to: connection)
                for character in text.suffix(10) {
                    usleep(200_000)
                    write(String(character), to: connection)
                }
            case .stall(let text):
                write(text, to: connection)
                while read(from: connection) != nil {}
            }
        }
    }

    /// Nil when the other side is gone.
    private func read(from connection: Int32) -> Received? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            // Somebody speaks TLS.
            if bytes.first == 0x16 { return nil }
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.firstRange(of: "\r\n\r\n") {
                let head = String(text[..<end.lowerBound])
                let body = String(text[end.upperBound...])
                let field = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                let length = field.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
                if body.utf8.count >= length { return Received(connection: 0, head: head, body: body) }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }

    private func write(_ text: String, to connection: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

/// Runs `body` on a thread of its own, where it may block.
private func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Box(body)).toOpaque()
    let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
        return nil
    }
    if pthread_create(&thread, nil, run, context) == 0 { pthread_detach(thread) }
}
