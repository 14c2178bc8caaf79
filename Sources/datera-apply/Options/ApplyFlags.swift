import ArgumentParser

/// How steps are run, for every verb that changes the array.
struct ApplyFlags: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Go on without asking. Allows no disruption and no deletion by itself.")
    var yes = false

    @Option(help: ArgumentHelp("How many steps to run at a time, 1 to 64.", valueName: "count"))
    var parallelism = 8

    @OptionGroup var lease: LeaseFlags

    func validate() throws {
        guard (1...64).contains(parallelism) else { throw ValidationError("--parallelism takes 1 to 64.") }
    }
}
