import ArgumentParser
import Attachment
import Reporting

/// Shows what `host apply` would do.
struct HostPlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what differs between the attachments of a stack and this machine.",
        discussion: HelpText.with(
            "Of the machine it changes nothing; the kernel reads the identity of each device again.",
            examples: "host plan -f stack.yaml"))

    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @OptionGroup(title: "Host") var host: HostFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Flag(help: "Exit with 2 when there are steps to do, 0 when there are none.")
    var detailedExitcode = false

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let session = HostSession(composition, host)
            let wish = try await session.wish(manifest, connection)
            let report = try session.local { () throws(HostFailure) in
                try session.run(wish).plan(wish.attachments)
            }
            let status = session.finish(report, of: wish, verb: "plan")
            return status == .success && detailedExitcode && !report.steps.isEmpty ? .changes : status
        }
    }
}
