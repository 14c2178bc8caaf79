import Diagnostics
import ManifestLoading
import Reporting
import StorageModel

/// Runs a verb for each stack of a folder, by itself: one that fails does not keep the others from their turn.
struct StackLoop {
    let composition: Composition
    let files: ManifestFlags
    let connection: ConnectionFlags
    /// Of a verb that runs steps: each stack then has a display and a journal of its own.
    var applying: ApplyFlags?
    /// The format, where it is one document that cannot be about several stacks.
    var document: String?
    /// What standard output says of a stack that cannot be loaded, in the format that was asked for; nil for nothing.
    var report: @Sendable (CommandError, _ files: [String]) -> String? = { _, _ in nil }

    /// One stack of the run.
    struct Turn {
        var composition: Composition
        var stack: LoadedStack
        /// What to give to `-f` for this stack alone.
        var files: [String]
    }

    /// - Returns: of several exit codes the first by precedence.
    func run(_ work: @Sendable (Turn) async throws -> ExitStatus) async throws -> ExitStatus {
        let groups = try composition.groups(files)
        guard groups.count > 1 else {
            do {
                let stack = try composition.stack(files, connection)
                return try await work(Turn(composition: composition, stack: stack, files: files.files))
            } catch let refusal as CommandError {
                throw composition.reported(refusal) { report($0, files.files) }
            }
        }
        if let document { throw Self.oneDocument(document) }
        try composition.requireConnection(connection)
        var results: [(name: String, status: ExitStatus)] = []
        for group in groups where !Task.isCancelled {
            var turn = composition
            if let applying { turn = composition.withDisplay(for: applying) }
            var name = group.map(\.name).joined(separator: ", ")
            var (status, problem) = (ExitStatus.success, String?.none)
            do {
                let stack = try turn.stack(group, connection.tenant)
                name = stack.desired.stack
                status = try await work(Turn(composition: turn, stack: stack, files: group.map(\.name)))
            } catch {
                status = ExitStatus(error)
                let refusal = error as? CommandError
                problem = refusal?.message ?? "\(error)"
                if let refusal { _ = composition.reported(refusal) { report($0, group.map(\.name)) } }
                composition.terminal.writeError(
                    "error: \((problem ?? "").shown(limit: .max, keepsLineBreaks: true))\n")
            }
            if applying != nil { turn.display?.close(Int(status.rawValue), problem: problem ?? status.refusal) }
            results.append((name, status))
        }
        composition.terminal.writeError(StackSummary.text(results))
        return ExitStatus.first(of: results.map(\.status))
    }
}

extension StackLoop {
    static func oneDocument(_ format: String) -> CommandError {
        CommandError(
            .usage,
            "--format \(format) is one document, and the folder has several stacks: name the files of one with -f.")
    }
}

extension Composition {
    /// The same with a display of its own, for one of several runs.
    fileprivate func withDisplay(for flags: ApplyFlags) -> Composition {
        var copy = self
        copy.display = RunDisplay(
            flags.json ? .json : terminal.canRedraw ? .bar : .lines, terminal, version: DateraApply.version)
        return copy
    }

    /// The manifests of each stack, where only folders are named; otherwise all in one group.
    func groups(_ files: ManifestFlags) throws(CommandError) -> [[ManifestSource]] {
        try files.requireOne()
        guard files.files.allSatisfy(Folder.contains) else { return [[]] }
        let read = ManifestFiles(files.files, in: .disk)
        let grouping = StackGrouping(read.sources)
        // What cannot be read is said once, by whoever loads it.
        guard !read.diagnostics.hasErrors, grouping.groups.count > 1 else { return [[]] }
        guard grouping.diagnostics.isEmpty else {
            throw refused(grouping.diagnostics, DiagnosticText(style: style, sources: read.texts))
        }
        return grouping.groups
    }
}
