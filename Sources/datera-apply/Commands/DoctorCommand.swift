import ArgumentParser
import Checking
import Reporting

/// Looks at everything that has to work before a plan can be made or a volume attached.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check settings, network, TLS, login, rights and state of the array.",
        discussion: """
            Every check is made even if others fail, as far as it does not depend on them, and says what to do. Each \
            request is sent once and ends after 10 s without an answer, so --retry-timeout has no effect. Changes nothing. \
            The exit codes mean: 0 no errors, 1 errors, 77 user, password or rights are refused.
            """)

    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @Flag(help: "Also check that this machine can attach volumes: initiator name, kernel, iscsid, multipathd, network.")
    var host = false
    @Option(help: "How to write the result: text or json.")
    var format: OutputFormat = .text

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let examination = ArrayExamination(composition, connection)
            let evidence = await examination.evidence()
            var checks = ArrayChecks(evidence).checks
            if host { checks += examination.hostChecks(evidence) }
            let checkup = Checkup(checks)
            switch format {
            case .text: composition.terminal.write(DoctorText(style: composition.style).render(checkup))
            case .json: composition.terminal.write(DoctorJSON.render(checkup))
            }
            return ExitStatus(checkup.outcome)
        }
    }
}
