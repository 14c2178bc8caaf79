import Configuring
import DSPClient
import Diagnostics
import Execution
// The environment.
import FoundationEssentials
import Glibc
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
    let settings = Locked<ConnectionSettings?>(nil)
    /// The same of a cinder.conf.
    let cinderConf = Locked<CinderConf?>(nil)
    private let hasLogLevel: Bool

    init(_ output: OutputFlags, applying flags: ApplyFlags? = nil, moving images: ImageTransferFlags? = nil) {
        environment = ProcessInfo.processInfo.environment
        terminal = Terminal(environment: environment)
        scratch = ScratchFolder(in: environment["TMPDIR"] ?? "/tmp")
        self.images = ImageCopier(
            SystemCommandRunner(path: environment["PATH"]), scratch: scratch,
            supply: ImageSupply(
                scratch: scratch, downloader: images?.downloader(environment: environment, timing: timing),
                input: STDIN_FILENO),
            stallLimit: images.map { .seconds($0.imageStallLimit) } ?? CopyCommand.stallLimit)
        let style = output.style(for: terminal)
        self.style = flags?.folding.applied(to: style) ?? style
        display = flags.map { [terminal] flags in
            RunDisplay(flags.json ? .json : terminal.canRedraw ? .bar : .lines, terminal, version: DateraApply.version)
        }
        let level = (output.logLevel ?? .warning).level
        hasLogLevel = output.logLevel != nil
        logger = Logger(label: "datera-apply") { [display, terminal] _ in
            TerminalLog(level) { line in
                if let display { display.log(line) } else { terminal.writeError(line) }
            }
        }
    }

    /// Gives the work a client and logs out after it, however it ends.
    ///
    /// - Parameter warns: whether warnings about the settings are written to standard error.
    func withArray<Result: Sendable>(
        _ flags: ConnectionFlags, warns: Bool = true, _ work: (DSPClient) async throws -> Result
    ) async throws -> Result {
        let settings = try connection(flags)
        if warns { for warning in settings.warnings { terminal.writeError("warning: \(warning)\n") } }
        var logger = logger
        if !hasLogLevel, settings.patience.isDebugging?.value == true { logger.logLevel = .debug }
        let stats = settings.patience.showsStatistics?.value == true
        let transport = CurlTransport(settings: CurlSettings(tls: settings.tls), timing: timing)
        let client = DSPClient(
            configuration: settings.clientConfiguration, transport: transport, timing: timing, logger: logger,
            observer: try flags.trace.map { path throws(CommandError) in try lineFile(path, "--trace") }.map { file in
                { file.append(TraceText.line($0, at: WallClock.text)) }
            })
        do {
            let result = try await work(client)
            await leave(client, stats: stats)
            return result
        } catch {
            await leave(client, stats: stats)
            throw error
        }
    }

    /// How the array is reached, once that is known.
    var endpoint: (array: String, login: String)? {
        settings.withLock { $0 }.map { ("\($0.endpoint.value)", $0.user.value) }
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
}
