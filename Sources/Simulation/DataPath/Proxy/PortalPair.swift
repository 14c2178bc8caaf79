/// The two loopback addresses that initiators connect to. Clients have the port built in, so every simulator needs
/// addresses of its own.
struct PortalPair: Sendable {
    static let port: UInt16 = 3260

    let sockets: [ListeningSocket]

    var addresses: [String] { sockets.map(\.address) }

    /// Listens on exactly these addresses.
    init(fixed addresses: [String]) throws(DataPathFailure) {
        guard Self.isUsable(addresses) else {
            throw .addresses(reason: "two different addresses below 127 are needed, such as 127.77.1.1,127.77.1.2")
        }
        guard let sockets = Self.listening(addresses) else {
            throw .addresses(
                reason: "port \(Self.port) of \(addresses.joined(separator: " or ")) is taken; end what listens there")
        }
        self.sockets = sockets
    }

    /// Listens on a pair that nobody uses, rather on that of an earlier run.
    init(preferring earlier: [String]) throws(DataPathFailure) {
        if Self.isUsable(earlier), let sockets = Self.listening(earlier) {
            self.sockets = sockets
            return
        }
        // Chance keeps simulators that start together from trying the same pairs.
        for _ in 0..<300 {
            let network = "127.\(Int.random(in: 64...250)).\(Int.random(in: 1...250))"
            if let sockets = Self.listening(["\(network).1", "\(network).2"]) {
                self.sockets = sockets
                return
            }
        }
        throw .addresses(
            reason: "port \(Self.port) is taken on every loopback address; end what listens on 0.0.0.0:\(Self.port)")
    }

    static func isUsable(_ addresses: [String]) -> Bool {
        addresses.count == 2 && addresses[0] != addresses[1]
            && addresses.allSatisfy { address in
                let parts = address.split(separator: ".", omittingEmptySubsequences: false)
                return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
            }
    }

    private static func listening(_ addresses: [String]) -> [ListeningSocket]? {
        let sockets = addresses.compactMap { ListeningSocket(address: $0, port: port) }
        guard sockets.count < addresses.count else { return sockets }
        for socket in sockets { socket.close() }
        return nil
    }
}
