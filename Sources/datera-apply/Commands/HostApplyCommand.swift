import ArgumentParser
import Attachment
import Reporting

/// Attaches and detaches on this machine.
struct HostApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Attach the volumes of a stack to this machine, and detach what it does not have.",
        discussion: HelpText.with(
            """
            Prints the device path of each volume when it can be used. Never logs out to repair, never forces: a device that \
            is in use stays, and what uses it is named.
            """,
            examples: "host apply -f stack.yaml"))

    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @OptionGroup(title: "Host") var host: HostFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let session = HostSession(composition, host)
            let wish = try await session.wish(manifest, connection)
            let text = HostText(style: composition.style)
            let run = session.run(wish) { event in
                // Standard output is for the result, which programs read.
                if let line = text.line(for: event) { composition.terminal.writeError(line) }
            }
            do throws(HostFailure) {
                let report = try await run.apply(wish.attachments)
                return session.finish(report, of: wish, verb: "apply")
            } catch {
                throw HostSession.error(error)
            }
        }
    }
}
