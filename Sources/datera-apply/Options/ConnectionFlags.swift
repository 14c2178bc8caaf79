import ArgumentParser
import Configuring

/// Where the array is and who logs in. What is not given here comes from DAT_* variables, then a Datera config file,
/// then a cinder.conf.
struct ConnectionFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp("The array's management address: HOST, HOST:PORT or a URL [DAT_MGMT].", valueName: "address")
    )
    var mgmt: String?

    @Option(help: ArgumentHelp("The user to log in as [DAT_USER].", valueName: "name"))
    var user: String?

    @Option(
        help: ArgumentHelp("A file that holds the password [DAT_PASS holds the password itself].", valueName: "path"))
    var passwordFile: String?

    @Option(
        help: ArgumentHelp(
            "Use this API version only: 2.1, 2.2 or 2.3 [DAT_API]. Normally negotiated.", valueName: "version"))
    var apiVersion: String?

    @Option(help: ArgumentHelp("The LDAP server that knows the user [DAT_LDAP].", valueName: "name"))
    var remoteServer: String?

    @Option(help: ArgumentHelp("Trust the certificates in this PEM file.", valueName: "path"))
    var caFile: String?

    @Option(help: ArgumentHelp("Present this client certificate (PEM).", valueName: "path"))
    var clientCert: String?

    @Option(help: ArgumentHelp("The key of the client certificate (PEM).", valueName: "path"))
    var clientKey: String?

    @Flag(help: "Do not verify the array's certificate. Anyone on the network can then pose as the array.")
    var insecure = false

    @OptionGroup var tenant: TenantFlags

    @Option(
        help: ArgumentHelp(
            "Seconds between two attempts of a request while the array is not ready. Default 5.", valueName: "seconds"))
    var retryInterval: Double?

    @Option(
        help: ArgumentHelp(
            "Seconds after which a request is abandoned while the array is not ready. Default 120.",
            valueName: "seconds"))
    var retryTimeout: Double?

    @Option(
        help: ArgumentHelp(
            "Seconds without a byte of the answer after which a request is retried. Default 60.",
            valueName: "seconds"))
    var requestTimeout: Double?

    @Flag(help: "Print requests, retries and time for each endpoint of the array at the end.")
    var stats = false

    @Option(
        help: ArgumentHelp(
            "Append a line for every request to this file. It holds no body, no password and no token.",
            valueName: "path"))
    var trace: String?

    func validate() throws {
        guard (0...86_400).contains(retryInterval ?? 0) else {
            throw ValidationError("--retry-interval takes seconds from 0 to 86400.")
        }
        guard (0...86_400).contains(retryTimeout ?? 0) else {
            throw ValidationError("--retry-timeout takes seconds from 0 to 86400.")
        }
        guard (0.1...86_400).contains(requestTimeout ?? 1) else {
            throw ValidationError("--request-timeout takes seconds from 0.1 to 86400.")
        }
        guard (clientCert == nil) == (clientKey == nil) else {
            throw ValidationError("--client-cert and --client-key go together.")
        }
    }

    /// What is said here of the settings that can also stand elsewhere.
    var options: ConnectionOptions {
        var options = ConnectionOptions()
        options.values[.address] = mgmt
        options.values[.user] = user
        options.values[.apiVersion] = apiVersion
        options.values[.remoteServer] = remoteServer
        options.passwordFile = passwordFile
        options.authorityFile = caFile
        options.clientCertificateFile = clientCert
        options.clientKeyFile = clientKey
        options.verifiesServer = !insecure
        options.skipsCurrentDirectory = tenant.noCwdConfig
        func given<Value>(_ value: Value?, _ option: String) -> Setting<Value>? {
            value.map { Setting($0, from: .option(option)) }
        }
        options.patience.retryInterval = given(retryInterval, "--retry-interval")
        options.patience.retryTimeout = given(retryTimeout, "--retry-timeout")
        options.patience.requestTimeout = given(requestTimeout, "--request-timeout")
        options.patience.showsStatistics = stats ? Setting(true, from: .option("--stats")) : nil
        return options
    }
}
