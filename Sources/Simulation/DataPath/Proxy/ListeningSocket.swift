import Glibc

/// A socket that listens on a loopback address.
struct ListeningSocket: Sendable {
    let descriptor: Int32
    let address: String

    /// nil when the address and port are taken, or are none of this machine's.
    init?(address: String, port: UInt16) {
        guard let (descriptor, name) = StreamSocket.made(address: address, port: port) else { return nil }
        // Without this a port cannot be had again for a minute after connections to it were closed.
        StreamSocket.set(SO_REUSEADDR, SOL_SOCKET, on: descriptor)
        let isBound = StreamSocket.with(name) { bind(descriptor, $0, $1) } == 0
        guard isBound, listen(descriptor, 128) == 0 else {
            Glibc.close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        self.address = address
    }

    /// Blocks until somebody connects; nil when the socket was shut down.
    func accept() -> Int32? {
        while true {
            let connection = Glibc.accept(descriptor, nil, nil)
            if connection >= 0 {
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                StreamSocket.set(TCP_NODELAY, Int32(IPPROTO_TCP), on: connection)
                return connection
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: usleep(10_000)
            case _: return nil
            }
        }
    }

    /// Ends a blocked `accept`, and with it the thread that waits there.
    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    func close() { Glibc.close(descriptor) }
}

/// TCP over IPv4, as far as the proxy needs it.
enum StreamSocket {
    /// A socket and the name that it can be bound or connected to.
    static func made(address: String, port: UInt16) -> (Int32, sockaddr_in)? {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        guard inet_pton(AF_INET, address, &name.sin_addr) == 1 else { return nil }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return (descriptor, name)
    }

    /// Blocks until the connection stands; nil when it is refused.
    static func connected(to address: String, port: UInt16) -> Int32? {
        guard let (descriptor, name) = made(address: address, port: port) else { return nil }
        guard with(name, { connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            return nil
        }
        set(TCP_NODELAY, Int32(IPPROTO_TCP), on: descriptor)
        return descriptor
    }

    static func set(_ option: Int32, _ level: Int32, on descriptor: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    static func with(_ name: sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        withUnsafePointer(to: name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Sends all of it; false when the connection has ended.
    static func send(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }

    /// How many bytes came, 0 at the end of the connection.
    static func receive(into buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32) -> Int {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            return max(0, count)
        }
    }
}
