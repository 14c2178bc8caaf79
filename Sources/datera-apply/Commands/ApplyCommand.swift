import ArgumentParser
import Execution
import Planning
import Reporting

/// Brings the array in line with the manifest, or carries out a plan that was saved.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Plan, ask, and make the array match the manifest; or carry out a saved plan.",
        discussion: """
            A saved plan does exactly what it says or nothing: it is refused (exit code 5) when an object that it touches \
            has changed since, when a step is riskier than reviewed, or when the file was edited. Applying it again \
            finishes what is left of it.
            """)

    @Argument(help: ArgumentHelp("A plan that `plan -o` has saved, in place of -f.", valueName: "plan"))
    var plan: String?
    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp(
            "A manifest: a file, a directory (its *.yaml and *.yml), or - for standard input. May be repeated.",
            valueName: "path"))
    var files: [String] = []
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var guards: GuardFlags
    @OptionGroup var targets: TargetFlags
    @OptionGroup var flags: ApplyFlags
    @OptionGroup var images: ImageTransferFlags
    @Flag(help: "Also make changes that take volumes offline or disconnect connected initiators.")
    var allowDisruptive = false
    @Flag(help: "Also delete what `removed` lists; --max-deletes sets how many volumes.")
    var allowDestroy = false
    @Option(
        help: ArgumentHelp(
            "Apply without asking, but only the plan with this digest, which `plan` prints.", valueName: "digest"))
    var approve: ApprovalArgument?

    func validate() throws {
        guard files.isEmpty != (plan == nil) else {
            throw ValidationError("Specify a manifest with -f FILE, or a saved plan.")
        }
        guard plan == nil || (guards.areDefaults && targets.scope == .everything && connection.tenant.tenant == nil)
        else {
            throw ValidationError("A saved plan keeps its guards, targets and tenant: give them to `plan -o`.")
        }
    }

    func run() async throws {
        try await CommandRun.run(output, applying: flags, moving: images) { composition in
            let saved = try plan.map { path throws(CommandError) in try SavedPlan(path: path) }
            let stack =
                try saved.map { saved throws(CommandError) in try composition.stack(saved.inputs) }
                ?? composition.stack(ManifestFlags(files: files), connection)
            let approval = Approval(
                yes: flags.yes, takesApproval: true, approved: approve?.digest, allowsDisruption: allowDisruptive,
                allowsDestruction: allowDestroy)
            var options = saved?.options ?? guards.options()
            if saved == nil { options.scope = targets.scope }
            return try await composition.withArray(connection) { [options] array in
                try await ApplyRun(composition: composition, flags: flags, approval: approval)
                    .run(stack, options, reviewed: saved?.record, on: array)
            }
        }
    }
}
