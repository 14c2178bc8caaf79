import ArgumentParser
import DSPClient
import Exporting
import Glibc
import Reporting
import StorageModel

/// Writes a first manifest.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a first manifest, with comments: an example, or what is on the array.",
        discussion: HelpText.with(
            """
            With --from-array the manifest is that of `export`: planning it changes nothing, and `adopt` takes over what it \
            declares. --tenant then restricts it to one tenant. An existing file is never replaced.
            """,
            examples: "init",
            "init orders.yaml --stack orders --from-array --tenant orders"))

    @Argument(help: ArgumentHelp("The file to write.", valueName: "file"))
    var file = "stack.yaml"
    @Option(help: ArgumentHelp("The name of the stack: 3 to 32 of a-z, 0-9 and -.", valueName: "name"))
    var stack = "example"
    @Flag(help: "Write what is on the array, instead of an example.")
    var fromArray = false
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func validate() throws {
        guard StarterManifest.isStackName(stack) else {
            throw ValidationError("--stack takes 3 to \(Marker.maximumStackLength) of a-z, 0-9 and -.")
        }
    }

    func run() async throws {
        try await CommandRun.run(output) { composition in
            try Self.refuse(existing: file)
            var text = StarterManifest.example(stack: stack)
            if fromArray {
                let only = connection.tenant.tenant.map { TenantPath($0) }
                let (observed, manifest) = try await composition.withArray(connection) { array in
                    try await Pipeline.export(ExportOptions(stack: stack, tenant: only), from: array)
                }
                try observed.requireTenant(only)
                text = StarterManifest.exportHeading(file: file) + manifest.text
            }
            do throws(FileProblem) {
                try NewFile.create(text, at: file)
            } catch {
                throw CommandError(.failure, "\(file) cannot be written: \(error).")
            }
            composition.terminal.write(
                "Wrote \(file). Next: datera-apply plan -f \(file)\n".shown(keepsLineBreaks: true))
            return .success
        }
    }

    /// Before the array is asked; the file is also created in a way that fails when there is one.
    private static func refuse(existing file: String) throws(CommandError) {
        var status = stat()
        guard lstat(file, &status) != 0 else {
            throw CommandError(.failure, "\(file) exists; `init` replaces no file: choose another name.")
        }
    }
}

/// The text of a first manifest.
enum StarterManifest {
    static func isStackName(_ name: String) -> Bool {
        let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
        return (3...Marker.maximumStackLength).contains(name.utf8.count) && name.utf8.allSatisfy(letters.contains)
    }

    static func exportHeading(file: String) -> String {
        """
        # What is on the array, as a manifest. Nothing is owned by this stack yet:
        #   datera-apply plan  -f \(file)          shows that nothing would change
        #   datera-apply adopt -f \(file) --all    takes ownership; only markers are written
        # Remove what this stack is not to manage. Deleting a line never deletes a volume.

        """
    }

    static func example(stack: String) -> String {
        """
        # A stack: what one owner declares on a Datera array.
        #   datera-apply validate -f FILE    checks it without an array
        #   datera-apply plan     -f FILE    shows what would change
        #   datera-apply apply    -f FILE    asks, then makes the array match
        # For completion in an editor: datera-apply schema manifest > datera-apply.schema.json
        # yaml-language-server: $schema=./datera-apply.schema.json
        apiVersion: datera-apply/v1
        kind: Stack
        stack: \(stack)

        # Where the volumes live; without it, in /root.
        # tenant: orders
        # tenants: {orders: {description: Order processing}}

        # Settings that volumes share. What is left out is not managed and stays as it is on the array.
        volume_types:
          standard:
            replica_count: 3
            # qos: {total_iops_max: 5000, total_bandwidth_max: 200MiB/s}

        # Hosts, by the name in their /etc/iscsi/initiatorname.iscsi.
        initiators:
          host-01: iqn.1993-08.org.debian:01:host-01

        volumes:
          data: {type: standard, size: 100GiB}
          # Several alike; the members are volume/logs[a] and volume/logs[b].
          # logs: {for_each: [a, b], name: "logs-{key}", type: standard, size: 20GiB}

        # Who may connect to which volume.
        attachments:
          data: {initiators: [host-01]}

        # Deleting a line deletes nothing. To remove a volume:
        # removed:
        #   - {from: volume/data, action: trash}

        """
    }
}
