import ArgumentParser
import Planning

/// Overrides of guards that every verb with a plan has.
struct DeletionFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Volumes and snapshots that a plan may delete or move to the trash; overrides `guards`. Default 0.",
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
