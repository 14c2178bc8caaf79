import Configuring
import Diagnostics
import ManifestLoading
import Planning
import Reporting
import StorageModel

/// Manifests become stacks, and everything that is wrong with them is shown.
extension Composition {
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
            tenantOverride: tenant.tenant.map { TenantPath($0) }, tenantDefault: byDefault?.value,
            driver: try cinder(tenant)?.driverOptions ?? [])
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
            tenantDefault: inputs.tenantDefault.map { TenantPath($0) }, driver: inputs.driver ?? [])
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
        return LoadedStack(
            desired: desired, diagnostics: loaded.diagnostics, diagnosticText: text, manifests: texts, options: options)
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
        var error = CommandError(.invalidInput, "\(count) error\(count == 1 ? "" : "s"); nothing was done.")
        (error.diagnostics, error.diagnosticText) = (diagnostics, text)
        return error
    }

    /// Writes what standard output says of it, in the format that was asked for.
    func reported(_ refusal: CommandError, _ report: (CommandError) -> String?) -> CommandError {
        if let text = report(refusal) { terminal.write(text) }
        return refusal
    }
}
