import ArgumentParser
import Planning

/// Overrides of guards, for one run.
struct GuardFlags: ParsableArguments {
    @OptionGroup var deletions: DeletionFlags

    @Option(
        help: ArgumentHelp(
            "Percentage of the stack's volumes that a plan may change; overrides `guards`. Default 30.",
            valueName: "percent"))
    var maxUpdatePct: Int?

    @Flag(help: "Allow a manifest without volumes, although the stack has some on the array.")
    var allowEmpty = false

    @Flag(help: "Create volumes anew that Cinder or CSI made and deleted. They are empty.")
    var allowRecreate = false

    /// Whether none was given.
    var areDefaults: Bool {
        maxUpdatePct == nil && !allowEmpty && !allowRecreate && deletions.maxDeletes == nil && deletions.cluster == nil
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
        options.allowsRecreation = allowRecreate
        return options
    }
}
