/// How a `CurlTransport` connects.
package struct CurlSettings: Sendable, Hashable {
    package var tls: TLSSettings
    package var connectTimeout: Duration
    /// How many requests run at once, each over a connection of its own; further ones, but for urgent ones, wait in the
    /// order in which they came.
    package var connections: Int

    package init(
        tls: TLSSettings = TLSSettings(), connectTimeout: Duration = .seconds(10), connections: Int = 16
    ) {
        self.tls = tls
        self.connectTimeout = connectTimeout
        self.connections = max(1, connections)
    }
}
