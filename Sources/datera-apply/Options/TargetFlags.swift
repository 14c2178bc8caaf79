import ArgumentParser
import Planning
import StorageModel

/// Which part of the stack a plan takes up.
struct TargetFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Plan only this resource and what it needs: volume/ledger, a key, volume_types.KEY, a name or uuid on the "
                + "array, or a pattern such as 'volume/db-*'. May be repeated. A partial plan removes nothing.",
            valueName: "address"))
    var target: [String] = []

    @Option(
        help: ArgumentHelp(
            "Plan everything but this resource and what needs it. May be repeated. A partial plan removes nothing.",
            valueName: "address"))
    var exclude: [String] = []

    func validate() throws {
        guard target.isEmpty || exclude.isEmpty else {
            throw ValidationError("Give --target or --exclude, not both.")
        }
    }

    var scope: PlanScope {
        if !target.isEmpty { return .only(target.map { AddressPattern($0) }) }
        if !exclude.isEmpty { return .allBut(exclude.map { AddressPattern($0) }) }
        return .everything
    }
}
