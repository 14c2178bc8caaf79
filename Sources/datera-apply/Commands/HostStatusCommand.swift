import ArgumentParser
import Attachment
import Reporting

/// Shows how the volumes of this machine stand.
struct HostStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show device, paths and problems of each volume of a stack on this machine.",
        discussion: """
            With --format json each volume has its `connection`, in the shape of Cinder's connection_properties and without \
            a password.
            """)

    @OptionGroup var manifest: ManifestFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var host: HostFlags
    @OptionGroup var output: OutputFlags

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
