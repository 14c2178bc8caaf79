/// How a `CurlTransport` connects.
package struct CurlSettings: Sendable, Hashable {
    package var tls: TLSSettings
    package var connectTimeout: Duration
    /// Connections kept to one host; further requests wait for one of them.
    package var connectionsPerHost: Int

    package init(
        tls: TLSSettings = TLSSettings(), connectTimeout: Duration = .seconds(10), connectionsPerHost: Int = 16
    ) {
        self.tls = tls
        self.connectTimeout = connectTimeout
        self.connectionsPerHost = connectionsPerHost
    }
}
