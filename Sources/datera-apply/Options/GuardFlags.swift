import ArgumentParser
import Planning

/// Overrides of guards, for one run.
struct GuardFlags: ParsableArguments {
    @OptionGroup var deletions: DeletionFlags

    @Option(
        help: ArgumentHelp(
            "Let a plan touch this part of the stack's volumes, instead of what `guards` says or 30.",
            valueName: "percent"))
    var maxUpdatePct: Int?

    @Flag(help: "Plan a manifest without volumes, although the stack has some on the array.")
    var allowEmpty = false

    /// Whether none was given.
    var areDefaults: Bool {
        maxUpdatePct == nil && !allowEmpty && deletions.maxDeletes == nil && deletions.cluster == nil
    }

    func validate() throws {
        if let maxUpdatePct, !(0...100).contains(maxUpdatePct) {
            throw ValidationError("--max-update-pct takes 0 to 100.")
        }
    }

    func options(_ intent: PlanningOptions.Intent = .converge) -> PlanningOptions {
        var options = deletions.options(intent)
        options.maxUpdatePercent = maxUpdatePct
        options.allowsEmpty = allowEmpty
        return options
    }
}
