import Configuring
import DSPClient
import Diagnostics
import Execution
// The environment.
import FoundationEssentials
import Imaging
import Locking
import Logging
import ManifestLoading
import Observing
import Planning
import Reporting
import StorageModel

/// The one place where real effects are chosen: environment, terminal, clock, network.
struct Composition: Sendable {
    let environment: [String: String]
    let terminal: Terminal
    let style: TextStyle
    /// Shows steps while they run; nil for verbs that run none.
    var display: RunDisplay?
    let timing = Timing.system
    /// Unpacked images, and secrets for programs; removed when the run ends.
    let scratch: ScratchFolder
    let images: ImageCopier
    private let logger: Logger
    /// Gathered once in a run: a password may come through a pipe, which can be read only once.
    private let settings = Locked<ConnectionSettings?>(nil)

    init(_ output: OutputFlags, applying flags: ApplyFlags? = nil) {
        environment = ProcessInfo.processInfo.environment
        terminal = Terminal(environment: environment)
        scratch = ScratchFolder(in: environment["TMPDIR"] ?? "/tmp")
        images = ImageCopier(SystemCommandRunner(path: environment["PATH"]), scratch: scratch)
        style = output.style(for: terminal)
        display = flags.map { [terminal] flags in
            RunDisplay(flags.json ? .json : terminal.canRedraw ? .bar : .lines, terminal, version: DateraApply.version)
        }
        let level = output.logLevel.level
        logger = Logger(label: "datera-apply") { [display, terminal] _ in
            TerminalLog(level) { line in
                if let display { display.log(line) } else { terminal.writeError(line) }
            }
        }
    }

    /// Gives the work a client and logs out after it, however it ends.
    func withArray<Result: Sendable>(
        _ flags: ConnectionFlags, _ work: (DSPClient) async throws -> Result
    ) async throws -> Result {
        let settings = try connection(flags)
        for warning in settings.warnings { terminal.writeError("warning: \(warning)\n") }
        var configuration = settings.clientConfiguration
        configuration.retryInterval = .seconds(flags.retryInterval)
        configuration.retryBudget = .seconds(flags.retryTimeout)
        configuration.requestTimeout = .seconds(flags.requestTimeout)
        let transport = CurlTransport(settings: CurlSettings(tls: settings.tls), timing: timing)
        let client = DSPClient(
            configuration: configuration, transport: transport, timing: timing, logger: logger,
            observer: try flags.trace.map { path throws(CommandError) in try lineFile(path, "--trace") }.map { file in
                { file.append(TraceText.line($0, at: WallClock.text)) }
            })
        do {
            let result = try await work(client)
            await leave(client, stats: flags.stats)
            return result
        } catch {
            await leave(client, stats: flags.stats)
            throw error
        }
    }

    /// How the array is reached, once that is known.
    var endpoint: (array: String, login: String)? {
        settings.withLock { $0 }.map { ("\($0.endpoint.value)", $0.user.value) }
    }

    private func connection(_ flags: ConnectionFlags) throws(CommandError) -> ConnectionSettings {
        if let known = settings.withLock({ $0 }) { return known }
        let gathered = try setting { () throws(SettingError) in
            try ConnectionSettings(flags.options, environment: environment, files: .disk)
        }
        settings.withLock { $0 = gathered }
        return gathered
    }

    /// What is wrong with a setting ends the run.
    private func setting<Result>(_ read: () throws(SettingError) -> Result) throws(CommandError) -> Result {
        do throws(SettingError) { return try read() } catch { throw CommandError(error) }
    }

    /// Logs out, also after an interruption, which would cancel the request.
    private func leave(_ client: DSPClient, stats: Bool) async {
        await Task.detached { await client.close() }.value
        guard stats else { return }
        terminal.writeError(
            "\n" + StatisticsText.render(client.endpointStatistics, narrowest: client.narrowestWidth))
    }

    /// A file that an option names: lines that it does not take are a failure of the run.
    private func lineFile(_ path: String, _ option: String) throws(CommandError) -> LineFile {
        do throws(FileProblem) {
            return try LineFile(path: path, failures: terminal.failures)
        } catch {
            throw CommandError(.usage, "\(option): \(path) cannot be written: \(error).")
        }
    }

    /// Where the events of a run are kept. The standard journal only explains and is optional; a run without a home
    /// continues without it.
    func journal(of stack: String, _ flags: ApplyFlags) throws(CommandError) -> LineFile? {
        if let path = flags.journal { return try lineFile(path, "--journal") }
        guard let path = JournalPath.standard(for: stack, environment: environment) else { return nil }
        Folder.makeAll(above: path)
        do throws(FileProblem) {
            return try LineFile(path: path, limit: JournalPath.limit)
        } catch {
            logger.info("no journal: \(path) cannot be written: \(error)")
            return nil
        }
    }

    func leaseKeeper(
        _ store: any LeaseStore, stack: String, terms: LeaseTerms = LeaseTerms(),
        report: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) -> LeaseKeeper {
        LeaseKeeper(
            store, stack: stack, holder: ProcessIdentity.holder, nonce: ProcessIdentity.nonce, terms: terms,
            timing: timing, isGone: ProcessIdentity.isGone, report: report)
    }

    func pipeline(_ options: PlanningOptions = PlanningOptions()) -> Pipeline {
        Pipeline(options: options, timing: timing)
    }

    /// - Throws: `CommandError` when the manifest asks for what this array can never do.
    func plan(_ stack: LoadedStack, _ options: PlanningOptions, on array: any StorageArray) async throws -> Plan {
        try await survey(stack, options, on: array).plan
    }

    /// - Throws: as `plan`.
    func survey(
        _ stack: LoadedStack, _ options: PlanningOptions, on array: any StorageArray
    ) async throws -> Refresh {
        let survey = try await pipeline(options).survey(stack.desired, on: array)
        if stack.isNamedOnly { try survey.observed.requireStack(stack.desired.stack) }
        if case .adopt(_, let giver) = options.intent { try survey.observed.requireStack(giver) }
        if options.intent != .converge { try survey.observed.requireTenant(stack.manifestOptions.tenantOverride) }
        guard !survey.plan.diagnostics.hasErrors else {
            throw refused(survey.plan.diagnostics, stack.diagnosticText)
        }
        return survey
    }

    /// Wrong usage comes before an invalid manifest.
    func requireConnection(_ connection: ConnectionFlags) throws(CommandError) { _ = try self.connection(connection) }

    /// One of these groups.
    func stack(_ sources: [ManifestSource], _ tenant: TenantFlags) throws(CommandError) -> LoadedStack {
        try stack(sources, try manifestOptions(tenant))
    }

    private func manifestOptions(_ tenant: TenantFlags) throws(CommandError) -> ManifestOptions {
        let settings = try setting { () throws(SettingError) in
            try SettingSources(environment: environment, files: .disk, skipsCurrentDirectory: tenant.noCwdConfig)
        }
        let byDefault = try setting { () throws(SettingError) in try settings.defaultTenant }
        return ManifestOptions(
            tenantOverride: tenant.tenant.map { TenantPath($0) }, tenantDefault: byDefault?.value)
    }

    /// Reads and checks the manifest, and shows every diagnostic.
    ///
    /// - Throws: `CommandError` when there is an error among them.
    func stack(_ files: ManifestFlags, _ tenant: TenantFlags) throws(CommandError) -> LoadedStack {
        try files.requireOne()
        let options = try manifestOptions(tenant)
        if files.files.contains("-"), terminal.isTyping {
            terminal.writeError("Type or paste the manifest; Ctrl-D at the beginning of a line ends it.\n")
        }
        let read = ManifestFiles(files.files, in: .disk)
        // A run that is stopped while it waits for a manifest has read half of it at most.
        guard !Task.isCancelled else { throw CommandError(.failure, "stopped.") }
        guard !read.diagnostics.hasErrors else {
            throw refused(read.diagnostics, DiagnosticText(style: style, sources: read.texts))
        }
        return try stack(read.sources, options)
    }

    /// The same for a verb that asks an array. How to reach it is looked at first, because wrong usage (64) comes
    /// before an invalid manifest (65).
    func stack(_ files: ManifestFlags, _ connection: ConnectionFlags) throws(CommandError) -> LoadedStack {
        try files.requireOne()
        if let path = connection.passwordFile, FileContent.isStandardInput(path),
            files.files.contains(where: FileContent.isStandardInput)
        {
            throw CommandError(
                .usage, "-f and --password-file cannot both be read from standard input: give one of them as a file.")
        }
        _ = try self.connection(connection)
        return try stack(files, connection.tenant)
    }

    /// The stack of a saved plan, from the manifests that are kept in it.
    func stack(_ inputs: PlanInputs) throws(CommandError) -> LoadedStack {
        let options = ManifestOptions(
            tenantOverride: inputs.tenantOverride.map { TenantPath($0) },
            tenantDefault: inputs.tenantDefault.map { TenantPath($0) })
        return try stack(
            inputs.manifests.map { ManifestSource(name: $0.name, text: Array($0.text.utf8), folder: $0.folder) },
            options)
    }

    private func stack(_ sources: [ManifestSource], _ options: ManifestOptions) throws(CommandError) -> LoadedStack {
        let texts = sources.map {
            PlanInputs.Source(name: $0.name, text: String(decoding: $0.text, as: UTF8.self), folder: $0.folder)
        }
        let text = DiagnosticText(
            style: style,
            sources: Dictionary(texts.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first }))
        let loaded = Pipeline.load(sources, options)
        guard let desired = loaded.desired, !loaded.diagnostics.hasErrors else {
            throw refused(loaded.diagnostics, text)
        }
        terminal.writeError(text.render(loaded.diagnostics))
        return LoadedStack(desired: desired, diagnosticText: text, manifests: texts, options: options)
    }

    /// The stack of a manifest, or one of which only the name is known.
    func stack(_ scope: ScopeFlags, _ connection: ConnectionFlags) throws(CommandError) -> LoadedStack {
        try scope.requireOne()
        guard let name = scope.stack else { return try stack(ManifestFlags(files: scope.files), connection) }
        var stack = LoadedStack(
            desired: DesiredState(stack: name), diagnosticText: DiagnosticText(style: style, sources: [:]))
        stack.isNamedOnly = true
        return stack
    }

    /// Shows the diagnostics; the result says that they end the run.
    func refused(_ diagnostics: [Diagnostic], _ text: DiagnosticText) -> CommandError {
        terminal.writeError(text.render(diagnostics))
        let count = diagnostics.count { $0.severity == .error }
        return CommandError(.invalidInput, "\(count) error\(count == 1 ? "" : "s"); nothing was done.")
    }
}
