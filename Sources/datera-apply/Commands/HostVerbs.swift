import ArgumentParser

/// Volumes of a stack on the machine that this runs on.
struct HostVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host", abstract: "Attach the volumes of a stack to this machine, and detach them.",
        discussion: """
            Takes the attachments of the manifest that name this machine's initiator, itself or by a group. Detach in this \
            order: take the attachment out of the manifest, run `host apply` on the machine, then `apply` to the array. \
            The exit codes mean: 0 all is attached as wanted, 3 something is missing, for instance one of two paths, 4 \
            something must be done first.
            """,
        subcommands: [HostPlanCommand.self, HostApplyCommand.self, HostStatusCommand.self])
}

/// Which volumes, and what is enough.
struct HostFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "This machine's initiator name. Normally read from /etc/iscsi/initiatorname.iscsi.", valueName: "name"))
    var initiator: String?

    @Option(
        help: ArgumentHelp(
            "How many working paths are enough for each volume. Normally one for each portal.", valueName: "count"))
    var requirePaths: Int?

    @Flag(help: "Delete devices that are not the volume any more, where nothing uses them, and look again.")
    var purgeStale = false

    @Flag(help: "Take over sessions and node records of wanted targets that datera-apply has not made.")
    var adopt = false

    @Flag(help: "Use what the last `host apply` has recorded; ask neither manifest nor array. For the boot.")
    var cached = false

    @Option(help: "How to write the result: text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        if let requirePaths, requirePaths < 1 { throw ValidationError("--require-paths takes a count from 1.") }
    }
}
