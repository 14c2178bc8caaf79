import Glibc
import Locking

/// A small web server on 127.0.0.1 that answers as the test says: with one file in any way in which servers fail.
package final class FileServer: Sendable {
    package struct Request: Sendable {
        /// The first line and the headers.
        package var lines: [String]

        package var path: String { lines.first.map { String($0.split(separator: " ").dropFirst().first ?? "") } ?? "" }

        package func header(_ name: String) -> String? {
            lines.dropFirst().first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
                .map { String($0.dropFirst(name.count + 2)) }
        }

        /// Where the part begins that is asked for.
        package var rangeStart: Int? {
            header("Range").flatMap { Int($0.dropFirst("bytes=".count).prefix { $0.isNumber }) }
        }
    }

    package struct Answer: Sendable {
        package var status: Int
        package var headers: [String]
        package var body: [UInt8]
        /// What comes of the body before the connection ends; nil is all of it.
        package var sends: Int?
        /// How long it keeps still before it ends the connection.
        package var pause: Duration = .zero

        package init(
            _ status: Int, _ headers: [String] = [], _ body: [UInt8] = [], sends: Int? = nil, pause: Duration = .zero
        ) {
            self.status = status
            self.headers = headers
            self.body = body
            self.sends = sends
            self.pause = pause
        }
    }

    package typealias Rule = @Sendable (_ number: Int, _ request: Request) -> Answer

    private let listener: Int32
    package let port: Int
    private let rule: Rule
    private let seen = Locked<[Request]>([])

    /// - Parameter rule: of the number of the request, from 0, and the request.
    package init(_ rule: @escaping Rule) throws {
        self.rule = rule
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = listener
        let isListening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && listen(socket, 16) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        guard isListening else { throw TemporaryFile.NoFile() }
        port = Int(UInt16(bigEndian: address.sin_port))
        Self.thread { [listener, rule, seen] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                Self.thread { Self.serve(connection, rule, seen) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    package func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

    package var requests: [Request] { seen.withLock { $0 } }

    /// As a good server: the whole file, a part of it, or that it has not changed.
    package static func answer(
        _ body: [UInt8], etag: String? = "\"one\"", to request: Request, sends: Int? = nil, pause: Duration = .zero
    ) -> Answer {
        let tag = etag.map { ["ETag: \($0)"] } ?? []
        if let etag, request.header("If-None-Match") == etag { return Answer(304, tag) }
        guard let start = request.rangeStart, request.header("If-Range").map({ $0 == etag }) ?? true else {
            return Answer(200, tag, body, sends: sends, pause: pause)
        }
        guard start < body.count else { return Answer(416, ["Content-Range: bytes */\(body.count)"]) }
        return Answer(
            206, tag + ["Content-Range: bytes \(start)-\(body.count - 1)/\(body.count)"], Array(body[start...]),
            sends: sends, pause: pause)
    }

    private static func serve(_ connection: Int32, _ rule: Rule, _ seen: Locked<[Request]>) {
        defer { close(connection) }
        var head: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0, head.count < 65_536 else { return }
            head += piece[..<count]
        }
        let request = Request(lines: String(decoding: head, as: UTF8.self).split { $0.isNewline }.map(String.init))
        let number = seen.withLock { seen in
            seen.append(request)
            return seen.count - 1
        }
        let answer = rule(number, request)
        var headers = answer.headers + ["Connection: close"]
        if !headers.contains(where: { $0.hasPrefix("Content-Length") || $0.hasPrefix("No-Length") }) {
            headers.append("Content-Length: \(answer.body.count)")
        }
        let text = (["HTTP/1.1 \(answer.status) -"] + headers).map { $0 + "\r\n" }.joined() + "\r\n"
        send(Array(text.utf8)[...], connection)
        send(answer.body.prefix(answer.sends ?? answer.body.count), connection)
        // The client may end it before.
        var end = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        poll(&end, 1, Int32(answer.pause / .milliseconds(1)))
        shutdown(connection, Int32(SHUT_WR))
    }

    private static func send(_ bytes: ArraySlice<UInt8>, _ connection: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Work(body)).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, context)
        if code == 0 { pthread_detach(thread) }
    }
}
