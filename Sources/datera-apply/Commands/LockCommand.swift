import ArgumentParser
import DSPClient
import Execution
import Reporting
import StorageModel

/// The lease of a stack: who holds it, and its removal by hand.
struct LockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: "Show or remove the lease that a running apply holds.",
        subcommands: [List.self, Status.self, Release.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the stacks that have a lease. Changes nothing.",
            discussion: HelpText.with(examples: "lock list"))

        @OptionGroup(title: "Output") var output: OutputFlags
        @OptionGroup(title: "Connection") var connection: ConnectionFlags

        func run() async throws {
            try await CommandRun.run(output) { composition in
                try await composition.withArray(connection) { array in
                    let observed = try await array.observe(tenants: [])
                    var text = ""
                    for stack in observed.leasedStacks {
                        guard let reading = try await array.lease(of: stack) else { continue }
                        let isRemains = composition.leaseKeeper(array, stack: stack).mayTakeOver(reading)
                        text += LeaseText.status(of: stack, reading, isRemains: isRemains)
                    }
                    composition.terminal.write(text.isEmpty ? "No stack is locked: no apply is running.\n" : text)
                    return .success
                }
            }
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who holds the lease of a stack. Changes nothing.")

        @Argument(help: "The name of the stack.")
        var stack: String
        @OptionGroup(title: "Output") var output: OutputFlags
        @OptionGroup(title: "Connection") var connection: ConnectionFlags

        func run() async throws {
            try await CommandRun.run(output) { composition in
                try await composition.withArray(connection) { array in
                    let reading = try await array.lease(of: stack)
                    if reading == nil { try await array.observe(tenants: []).requireStack(stack) }
                    let keeper = composition.leaseKeeper(array, stack: stack)
                    let isRemains = reading.map(keeper.mayTakeOver) ?? false
                    composition.terminal.write(LeaseText.status(of: stack, reading, isRemains: isRemains))
                    return .success
                }
            }
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove the lease of a run that has ended.",
            discussion: "One that may still be in use needs --lease with what `lock status` shows.")

        @Argument(help: "The name of the stack.")
        var stack: String
        @Option(help: ArgumentHelp("Remove exactly this lease, even if it is valid.", valueName: "id"))
        var lease: String?
        @OptionGroup(title: "Output") var output: OutputFlags
        @OptionGroup(title: "Connection") var connection: ConnectionFlags

        func run() async throws {
            try await CommandRun.run(output) { composition in
                try await composition.withArray(connection) { array in
                    let keeper = composition.leaseKeeper(array, stack: stack)
                    guard let reading = try await array.lease(of: stack) else {
                        try await array.observe(tenants: []).requireStack(stack)
                        composition.terminal.write(LeaseText.status(of: stack, nil, isRemains: false))
                        return .success
                    }
                    let isNamed = lease != nil && [reading.record?.nonce, reading.object.id].contains(lease)
                    guard isNamed || (lease == nil && keeper.mayTakeOver(reading)) else {
                        composition.terminal.writeError(LeaseText.notReleased(stack, reading))
                        return .leaseHeld
                    }
                    try await array.deleteLease(reading.object, before: nil)
                    composition.terminal.write("The lease of stack \(stack) is removed.\n")
                    return .success
                }
            }
        }
    }
}
