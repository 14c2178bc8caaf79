import ArgumentParser
import Execution
import Planning
import Reporting

/// Brings the array in line with the manifest, or carries out a plan that was saved.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Plan, ask, and make the array match the manifest; or carry out a saved plan.",
        discussion: HelpText.with(
            """
            A saved plan does exactly what it says or nothing: it is refused (exit code 5) when an object that it touches \
            has changed since, when a step is riskier than reviewed, or when the file was edited. Applying it again \
            finishes what is left of it.
            """,
            examples: "apply -f stack.yaml",
            "apply plan.json",
            "apply -f stack.yaml --yes --approve sha256:…"))

    @Argument(help: ArgumentHelp("A plan that `plan -o` has saved, in place of -f.", valueName: "plan"))
    var plan: String?
    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp(
            "A manifest: a file, a directory (its *.yaml and *.yml), or - for standard input. May be repeated.",
            valueName: "path"))
    var files: [String] = []
    @OptionGroup(title: "Selection") var targets: TargetFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Guards") var guards: GuardFlags
    @OptionGroup(title: "Run") var flags: ApplyFlags
    @OptionGroup(title: "Images") var images: ImageTransferFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
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
            let approval = Approval(
                yes: flags.yes, takesApproval: true, approved: approve?.digest, allowsDisruption: allowDisruptive,
                allowsDestruction: allowDestroy)
            if let plan {
                let saved = try SavedPlan(path: plan)
                let stack = try composition.stack(saved.inputs)
                return try await composition.withArray(connection) { array in
                    try await ApplyRun(composition: composition, flags: flags, approval: approval)
                        .run(stack, saved.options, reviewed: saved.record, on: array)
                }
            }
            let loop = StackLoop(
                composition: composition, files: ManifestFlags(files: files), connection: connection, applying: flags)
            return try await loop.run { turn in
                guard approve == nil || turn.files == files else {
                    throw CommandError(
                        .usage, "--approve is for one plan, and the folder has several stacks: name its files with -f.")
                }
                var options = guards.options()
                options.scope = targets.scope
                return try await turn.composition.withArray(connection) { [options] array in
                    try await ApplyRun(composition: turn.composition, flags: flags, approval: approval)
                        .run(turn.stack, options, on: array)
                }
            }
        }
    }
}
