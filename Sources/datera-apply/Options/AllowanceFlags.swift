import ArgumentParser
import Reporting

/// The risks that `apply` will be given leave for, so that a pipeline sees before the merge what would be refused after
/// it.
struct AllowanceFlags: ParsableArguments {
    @Flag(help: "Exit with 4 when `apply`, given the same --allow flags, would refuse the plan.")
    var asApply = false
    @Flag(help: "As for `apply`: disruptive changes are allowed. Implies --as-apply.")
    var allowDisruptive = false
    @Flag(help: "As for `apply`: deletions are allowed. Implies --as-apply.")
    var allowDestroy = false

    /// Nil where nothing was said about it.
    var allowance: RiskAllowance? {
        asApply || allowDisruptive || allowDestroy
            ? RiskAllowance(disruptive: allowDisruptive, destructive: allowDestroy) : nil
    }
}
