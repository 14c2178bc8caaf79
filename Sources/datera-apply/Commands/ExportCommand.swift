import ArgumentParser
import Configuring
import DSPClient
import Exporting
import Observing
import Reporting
import StorageModel

/// Writes a manifest of what is on the array. Sends only GET, login and logout.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a manifest of what is on the array.",
        discussion: HelpText.with(
            """
            Planning that manifest changes nothing. Other stacks' volumes are left out; `adopt` takes over the others. \
            CHAP passwords cannot be read back: they become references to variables that `apply` asks for.

            --from cinder TYPES reads volume types as `openstack volume type list --long -f json` prints them.
            """,
            examples: "export --stack orders > orders.yaml",
            "export --stack orders --tenant orders -o orders.yaml",
            "export --created-by cinder --from cinder types.json -o cinder.yaml"))

    @OptionGroup(title: "Selection") var selection: SelectionFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Option(help: ArgumentHelp("The stack that owns the exported resources.", valueName: "name"))
    var stack = "exported"
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write to this file, which must not exist yet.", valueName: "path"))
    var file: String?
    @Option(
        help: ArgumentHelp("Take names and limits of volume types from a list of this system's.", valueName: "system"))
    var from: TypeSource?
    @Argument(help: ArgumentHelp("The list of volume types, with --from.", valueName: "types"))
    var types: String?

    func validate() throws {
        guard StarterManifest.isStackName(stack) else {
            throw ValidationError("--stack takes 3 to \(Marker.maximumStackLength) of a-z, 0-9 and -.")
        }
        guard (from == nil) == (types == nil) else {
            throw ValidationError("Give both or neither: --from cinder TYPES.json.")
        }
    }

    func run() async throws {
        try await CommandRun.run(output) { composition in
            if let file { try NewFile.requireAbsence(of: file) }
            var options = ExportOptions(
                stack: stack, tenant: connection.tenant.tenant.map { TenantPath($0) }, selection: selection.selection,
                types: try types.map { path throws(CommandError) in try CinderTypeList(file: path) })
            let cinder = try composition.cinder(connection.tenant)
            options.typeDefaults = cinder?.typeDefaults ?? [:]
            options.backend = cinder?.backendName
            options.excludesDriverDefaults = cinder?.driverOptions.isEmpty == false
            let (observed, manifest) = try await composition.withArray(connection) { [options] array in
                try await Pipeline.export(options, from: array)
            }
            try observed.requireTenant(options.tenant)
            guard manifest.count > 0 || options.selection.isEverything else {
                throw CommandError(.failure, "no volume matches --match and --created-by; nothing was written.")
            }
            guard let file else {
                composition.terminal.write(manifest.text)
                return .success
            }
            do throws(FileProblem) { try NewFile.create(manifest.text, at: file) } catch {
                throw CommandError(.failure, "\(file) cannot be written: \(error).")
            }
            let count = manifest.count
            composition.terminal.writeError(
                "\(file): \(count) volume\(count == 1 ? "" : "s"). To take them over: datera-apply adopt -f \(file) --all\n"
            )
            return .success
        }
    }
}

extension CinderTypeList {
    /// Of a file that the command line names.
    init(file path: String) throws(CommandError) {
        let content: FileContent
        do throws(FileProblem) { content = try FileContent(of: path == "-" ? "/dev/stdin" : path) } catch {
            throw CommandError(.usage, "\(path) cannot be read: \(error).")
        }
        do throws(CinderTypeProblem) { try self.init(json: content.bytes) } catch {
            throw CommandError(.invalidInput, "\(path): \(error).")
        }
    }
}
