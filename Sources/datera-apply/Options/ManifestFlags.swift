import ArgumentParser
import Configuring
import Reporting

/// Where the manifest is.
struct ManifestFlags: ParsableArguments {
    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp(
            "A manifest: a file, a directory (its *.yaml and *.yml), or - for standard input. May be repeated.",
            valueName: "path"))
    var files: [String] = []

    init() {}

    init(files: [String]) { self.files = files }

    /// Not in `validate`, which would come before the message that an option is misspelt.
    func requireOne() throws(CommandError) {
        guard !files.isEmpty else { throw CommandError(.usage, "Specify a manifest with -f FILE.") }
    }
}

/// What is needed to know the tenant of resources that name none, with or without a connection.
struct TenantFlags: ParsableArguments {
    @Option(help: ArgumentHelp("The tenant of resources that name none [DAT_TENANT].", valueName: "tenant"))
    var tenant: String?

    @Flag(help: "Do not read a Datera config file from the current directory (never read when CI is set).")
    var noCwdConfig = false

    @Option(
        help: ArgumentHelp(
            "Take settings and defaults that nothing else gives from a backend of this cinder.conf.",
            valueName: "path"))
    var cinderConf: String?

    @Option(help: ArgumentHelp("The section of the cinder.conf, if it has several for Datera.", valueName: "name"))
    var backend: String?

    func validate() throws {
        guard backend == nil || cinderConf != nil else { throw ValidationError("--backend needs --cinder-conf.") }
    }

    var cinder: CinderPlace? { cinderConf.map { CinderPlace(path: $0, backend: backend) } }
}
