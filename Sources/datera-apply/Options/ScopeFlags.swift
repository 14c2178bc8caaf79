import ArgumentParser
import Reporting

/// Which stack a verb is about: a manifest's, or one that is only named.
struct ScopeFlags: ParsableArguments {
    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp(
            "The stack's manifest: a file, a directory, or - for standard input. May be repeated.",
            valueName: "path"))
    var files: [String] = []

    @Option(help: ArgumentHelp("The stack's name, if its manifest no longer exists.", valueName: "name"))
    var stack: String?

    /// Not in `validate`, which would come before the message that an option is misspelt.
    func requireOne() throws(CommandError) {
        guard files.isEmpty != (stack == nil) else {
            throw CommandError(.usage, "Specify the stack, with -f MANIFEST or with --stack NAME.")
        }
    }
}
