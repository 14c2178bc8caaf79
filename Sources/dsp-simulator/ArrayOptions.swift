import ArgumentParser
import Simulation

/// How the simulated array is set up.
struct ArrayOptions: ParsableArguments {
    @Option(help: "User who may log in.") var username = "admin"
    @Option(help: "Password of that user.") var password = "password"
    @Option(help: "Software version: dotted integers such as 3.2.5.0 or 3.3.3.0.") var productVersion = "3.3.3.0"
    @Option(help: "API versions offered, separated by commas.") var apiVersions = "v2.1,v2.2,v2.3"
    @Option(help: "Seconds from login to expiry.") var sessionLifetime = 900.0
    @Option(help: "Duration of asynchronous operations, in seconds.") var transitionDelay = 0.0
    @Flag(name: .customLong("no-limits"), help: "Lift the product's limits and the cluster's capacity.")
    var isUnlimited = false
    @Flag(help: "Let volumes grow only while they are offline.") var resizeRequiresOffline = false
    @Option(help: "Elements per page where a client asks for no limit.") var pageSize = 100
    @Option(help: "Capacity of the cluster in bytes.") var capacity = SimulatorConfiguration().totalCapacity
    @Option(help: "Seed of everything random: ids, keys, random faults.") var seed: UInt64 = 1

    @Option(name: .customLong("state"), help: "File that keeps the array across restarts.") var stateFile: String?
    @Option(
        help: ArgumentHelp(
            "Folder for the bytes of volumes, which are then served over iSCSI by tgtd (Debian: tgt).",
            discussion: "Without --state the array begins fresh, and bytes of an earlier run are deleted."))
    var dataDir: String?
    @Option(
        help: "Both loopback addresses for iSCSI, on port 3260: 127.x.y.1,127.x.y.2; without it a free pair is taken.")
    var dataAddresses: String?
    @Option(help: "Start with this many app instances in several tenants.") var seedDemo = 0

    func validate() throws {
        guard ProductVersion(productVersion) != nil else {
            throw ValidationError("--product-version must be dotted integers, such as 3.3.3.0.")
        }
        for version in versions where APIVersion(version).map(APIVersion.simulated.contains) != true {
            throw ValidationError("--api-versions may name v2.1, v2.2 and v2.3, not \(version).")
        }
        guard sessionLifetime > 0, 0...86_400 ~= transitionDelay, 1...1_000 ~= pageSize, capacity > 0,
            0...100_000 ~= seedDemo
        else {
            throw ValidationError("Times must be positive, and the page size from 1 to 1000.")
        }
        guard dataAddresses == nil || dataDir != nil else {
            throw ValidationError("--data-addresses needs --data-dir.")
        }
    }

    private var addresses: [String] { (dataAddresses ?? "").split(separator: ",").map { String($0) } }

    private var versions: [String] { apiVersions.split(separator: ",").map { String($0) } }

    var configuration: SimulatorConfiguration {
        SimulatorConfiguration(
            username: username, password: password, productVersion: productVersion,
            apiVersions: versions.compactMap { APIVersion($0)?.description },
            sessionLifetime: .seconds(sessionLifetime), transitionDelay: .seconds(transitionDelay),
            enforcesLimits: !isUnlimited, resizeRequiresOffline: resizeRequiresOffline, defaultPageSize: pageSize,
            totalCapacity: capacity, seed: seed, stateFile: stateFile,
            dataDirectory: dataDir, dataAddresses: addresses)
    }
}
