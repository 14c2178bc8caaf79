import Attachment
import Configuring
import DSPClient
import Observing
import Reporting
import StorageModel

/// What the verbs of `host` have in common: which volumes this machine is to have, and how it is looked at.
struct HostSession {
    let composition: Composition
    let flags: HostFlags
    private let files = RootedFiles()

    init(_ composition: Composition, _ flags: HostFlags) {
        self.composition = composition
        self.flags = flags
    }

    /// What is wanted, and what of it is not ready on the array.
    struct Wish {
        var attachments: [WantedAttachment]
        var pending: [HostProblem]
        var initiator: String
        /// Nil where nothing is detached.
        var stack: String?
    }

    func wish(_ manifest: ManifestFlags, _ connection: ConnectionFlags) async throws -> Wish {
        let recorded = try local { () throws(HostFailure) in try HostState(readFrom: files).attachments }
        let initiator = try initiator()
        if flags.cached {
            guard manifest.files.isEmpty else {
                throw CommandError(.usage, "--cached takes no manifest; leave out -f or --cached.")
            }
            return Wish(attachments: recorded, pending: [], initiator: initiator, stack: nil)
        }
        let stack = try composition.stack(manifest, connection)
        let desired = stack.desired
        let observed = try await composition.withArray(connection) { array in
            try await array.observe(tenants: desired.tenantsInUse)
        }
        if let cluster = desired.cluster?.value, cluster != observed.cluster.uuid {
            throw CommandError(
                .blocked,
                "the manifest is for cluster \(cluster), and this array is \(observed.cluster.uuid); check --mgmt.")
        }
        let name = InitiatorName(initiator)
        let needs = AttachmentSelection.credentials(for: name, in: desired, on: observed).flatMap { app, chap in
            [chap.credentials, chap.mutual].compactMap(\.self)
                .map { SecretNeed($0.password, for: app.address, at: chap.location) }
        }
        let secrets = SecretResolution(needs, environment: composition.secretVariables, files: .disk)
        for warning in secrets.warnings { composition.terminal.writeError("warning: \(warning)\n") }
        guard secrets.diagnostics.isEmpty else { throw composition.refused(secrets.diagnostics, stack.diagnosticText) }
        let selection = AttachmentSelection(
            for: name, in: desired, on: observed, secrets: secrets.secrets, recorded: recorded)
        return Wish(
            attachments: selection.attachments, pending: selection.pending, initiator: initiator, stack: desired.stack)
    }

    private func initiator() throws(CommandError) -> String {
        if let initiator = flags.initiator { return initiator }
        let names = HostReader(files).initiators
        guard let name = names.first, names.count == 1 else {
            throw CommandError(
                .blocked,
                "/etc/iscsi/initiatorname.iscsi holds \(names.isEmpty ? "no" : "more than one") initiator name; "
                    + "\(HostPrerequisite.initiatorName.remedy), or give --initiator.")
        }
        return name
    }

    func run(_ wish: Wish, report: @escaping @Sendable (HostEvent) -> Void = { _ in }) -> HostRun {
        let options = HostPlan.Options(
            stack: wish.stack, requiredPaths: flags.requirePaths, purgesStale: flags.purgeStale, adopts: flags.adopt)
        return HostRun(
            files, SystemCommandRunner(path: composition.environment["PATH"], timing: composition.timing),
            timing: composition.timing, options: options, report: report)
    }

    /// What is pending on the array counts as missing here.
    func finish(_ report: HostReport, of wish: Wish, verb: String) -> ExitStatus {
        var report = report
        report.problems += wish.pending
        let text = HostText(style: composition.style)
        switch flags.format {
        case .json:
            composition.terminal.write(HostJSON.render(report, verb: verb, initiator: wish.initiator))
        case .text: composition.terminal.write(verb == "plan" ? text.plan(report) : text.status(report))
        }
        return ExitStatus(report.outcome)
    }

    /// A failure of this machine ends the run.
    func local<Result>(_ work: () throws(HostFailure) -> Result) throws(CommandError) -> Result {
        do throws(HostFailure) { return try work() } catch { throw Self.error(error) }
    }

    static func error(_ failure: HostFailure) -> CommandError {
        CommandError(failure.isCancellation ? .interrupted : .failure, "\(failure).")
    }
}
