import ArgumentParser
import Diagnostics
import Execution
import Planning
import Reporting
import StorageModel

/// Deletes volumes of the image cache. Nothing else deletes one.
struct ImageCachePruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Permanently delete volumes of the image cache.",
        discussion: """
            Volumes that were cloned from a cached volume stay as they are. A cached volume that initiators are connected \
            to, that has snapshots, or that a clone is still copied from, is refused.
            """)

    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var guards: DeletionFlags
    @OptionGroup var flags: ApplyFlags
    @Flag(help: "Every volume of the image cache.")
    var all = false
    @Flag(help: "Those of which no volume on the array is a clone.")
    var unused = false
    @Option(help: ArgumentHelp("Keep this many, those with the most clones.", valueName: "count"))
    var keep: Int?
    @Flag(help: "Allow the deletion; --max-deletes sets how many volumes.")
    var allowDestroy = false

    func validate() throws {
        guard all != (unused || keep != nil) else {
            throw ValidationError("Specify what to delete: --unused, --keep COUNT or both, or --all.")
        }
        if let keep, keep < 0 { throw ValidationError("--keep takes 0 or more.") }
    }

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let request = ImagePruneRequest(onlyUnused: unused, keep: keep ?? 0)
            let stack = LoadedStack(
                desired: DesiredState(stack: ImageCache.owner),
                diagnosticText: DiagnosticText(style: composition.style, sources: [:]))
            let approval = Approval(yes: flags.yes, allowsDestruction: allowDestroy)
            return try await composition.withArray(connection) { array in
                try await ApplyRun(composition: composition, flags: flags, approval: approval)
                    .run(stack, guards.options(.pruneImages(request)), on: array)
            }
        }
    }
}
