import ArgumentParser

/// What is needed to know the tenant of resources that name none, with or without a connection.
struct TenantFlags: ParsableArguments {
    @Option(help: ArgumentHelp("The tenant of resources that name none [DAT_TENANT].", valueName: "tenant"))
    var tenant: String?

    @Flag(help: "Do not read a Datera config file from the current directory (never read when CI is set).")
    var noCwdConfig = false
}
