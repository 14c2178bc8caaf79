import ArgumentParser
import Planning

/// Overrides of guards that every verb with a plan has.
struct DeletionFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Let a plan delete or trash this many volumes or snapshots, instead of what `guards` says or none.",
            valueName: "count"))
    var maxDeletes: Int?

    @Option(help: ArgumentHelp("The uuid of the array, in place of the manifest's `cluster`.", valueName: "uuid"))
    var cluster: String?

    func validate() throws {
        if let maxDeletes, maxDeletes < 0 { throw ValidationError("--max-deletes takes 0 or more.") }
    }

    func options(_ intent: PlanningOptions.Intent) -> PlanningOptions {
        PlanningOptions(intent: intent, today: .today, maxDeletes: maxDeletes, cluster: cluster?.lowercased())
    }
}
