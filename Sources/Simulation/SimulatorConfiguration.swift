/// How a simulated array is set up and behaves; every setting has the default of a plain 3.3 box.
package struct SimulatorConfiguration: Sendable {
    package var username: String
    package var password: String
    package var productVersion: String
    /// The versions that the array admits to; others are refused as unsupported.
    package var apiVersions: [String]
    /// From login to expiry, whether the session is used or not.
    package var sessionLifetime: Duration
    /// How long the array takes for what it does not do at once.
    package var transitionDelay: Duration
    package var enforcesLimits: Bool
    /// Whether a volume grows only while its app instance is offline.
    package var resizeRequiresOffline: Bool
    package var defaultPageSize: Int
    /// Bytes in the whole cluster.
    package var totalCapacity: Int
    package var seed: UInt64
    /// Where the state is kept across restarts; nil keeps it in memory only.
    package var stateFile: String?
    /// Where the bytes of volumes are kept; nil serves no data.
    package var dataDirectory: String?
    /// The two loopback addresses of the data path; empty takes a free pair.
    package var dataAddresses: [String]
    /// The addresses that the data path listens on; nil when there is none.
    var dataPortals: [String]?
    package var clock: @Sendable () -> ArrayTime

    package init(
        username: String = "admin", password: String = "password", productVersion: String = "3.3.3.0",
        apiVersions: [String] = ["v2.1", "v2.2", "v2.3"], sessionLifetime: Duration = .seconds(900),
        transitionDelay: Duration = .zero, enforcesLimits: Bool = true, resizeRequiresOffline: Bool = false,
        defaultPageSize: Int = 100, totalCapacity: Int = 8 << 50, seed: UInt64 = 1, stateFile: String? = nil,
        dataDirectory: String? = nil, dataAddresses: [String] = [],
        clock: @escaping @Sendable () -> ArrayTime = ArrayTime.now
    ) {
        self.username = username
        self.password = password
        self.productVersion = productVersion
        self.apiVersions = apiVersions
        self.sessionLifetime = sessionLifetime
        self.transitionDelay = transitionDelay
        self.enforcesLimits = enforcesLimits
        self.resizeRequiresOffline = resizeRequiresOffline
        self.defaultPageSize = defaultPageSize
        self.totalCapacity = totalCapacity
        self.seed = seed
        self.stateFile = stateFile
        self.dataDirectory = dataDirectory
        self.dataAddresses = dataAddresses
        self.clock = clock
    }

    var limits: Limits { enforcesLimits ? .product : .none }

    /// An invalid version counts as the default one: the command line has refused it before.
    var product: ProductVersion { ProductVersion(productVersion) ?? .placementPolicies }
}

/// Why a simulator cannot start as it was told to.
package struct SetupFailure: Error, CustomStringConvertible {
    package let description: String
}
