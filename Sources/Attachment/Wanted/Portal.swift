/// An address at which a target is served.
package struct Portal: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The TCP port of iSCSI; an array names addresses alone (dsp-api.md 2.4).
    package static let standardPort = 3260

    /// An IPv4 or IPv6 address without brackets, or a host name.
    package var address: String
    package var port: Int

    package init(address: String, port: Int = Portal.standardPort) {
        self.address = address
        self.port = port
    }

    /// From `address:port`, `[address]:port`, or an address alone; an IPv6 address need not be in brackets, then the text
    /// after the last colon is its port only where brackets say so or the array's client has appended one.
    package init(text: String) {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let rest = text[text.index(after: end)...]
            self.init(
                address: String(text[text.index(after: text.startIndex)..<end]),
                port: Int(rest.dropFirst()) ?? Self.standardPort)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            port == Self.standardPort || !text[..<colon].contains(":")
        else {
            self.init(address: text)
            return
        }
        self.init(address: String(text[..<colon]), port: port)
    }

    /// As iscsiadm takes it: an IPv6 address stands in brackets.
    package var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.address, left.port) < (right.address, right.port)
    }
}
