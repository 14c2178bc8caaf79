import ArgumentParser

/// How steps are run, for every verb that changes the array.
struct ApplyFlags: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Do not ask for confirmation. Allows no disruption and no deletion by itself.")
    var yes = false

    @Option(help: ArgumentHelp("How many steps to run at a time, 1 to 64.", valueName: "count"))
    var parallelism = 8

    @Flag(help: "Print events as JSON, one object a line, and everything else on standard error.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Append the same events to this file [$XDG_STATE_HOME/datera-apply/STACK.journal.jsonl].",
            valueName: "path"))
    var journal: String?

    @Option(
        help: ArgumentHelp(
            "Seconds after which the run is stopped as by Ctrl-C: running steps are finished, no new ones start.",
            valueName: "seconds"))
    var timeout: Double?

    @OptionGroup var folding: FoldingFlags
    @OptionGroup var lease: LeaseFlags

    func validate() throws {
        guard timeout.map({ $0 > 0 && $0 <= 604_800 }) ?? true else {
            throw ValidationError("--timeout takes seconds up to 604800.")
        }
        guard (1...64).contains(parallelism) else { throw ValidationError("--parallelism takes 1 to 64.") }
    }
}
