import ArgumentParser
import Attachment
import Reporting

/// Shows how the volumes of this machine stand.
struct HostStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show device, paths and problems of each volume of a stack on this machine.",
        discussion: HelpText.with(
            """
            With --format json each volume has its `connection`, in the shape of Cinder's connection_properties and without \
            a password.
            """,
            examples: "host status -f stack.yaml",
            "host status --cached"))

    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @OptionGroup(title: "Host") var host: HostFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let session = HostSession(composition, host)
            let wish = try await session.wish(manifest, connection)
            let report = try session.local { () throws(HostFailure) in
                try session.run(wish).status(wish.attachments)
            }
            return session.finish(report, of: wish, verb: "status")
        }
    }
}
