import ArgumentParser
import Reporting

/// The command line. Each verb is a file under `Commands/`; what they share is under `Options/`.
@main
struct DateraApply: AsyncParsableCommand {
    static let version = VersionText.release

    static let configuration = CommandConfiguration(
        commandName: "datera-apply",
        abstract: "Declare Datera volumes in YAML, review the plan, apply it.",
        discussion: """
            A manifest names tenants, volume types, volumes, initiators and attachments. `plan` shows what differs on \
            the array, `apply` removes the difference. Nothing is ever deleted because a line was dropped.

            \(ExitStatus.helpText)
            """,
        version: VersionText.text,
        subcommands: [
            InitCommand.self, ValidateCommand.self, PlanCommand.self, ApplyCommand.self, ShowCommand.self,
            DriftCommand.self,
            StatusCommand.self, HistoryCommand.self,
            ListCommand.self, CapacityCommand.self, ExportCommand.self,
            AdoptCommand.self, ForgetCommand.self, DestroyCommand.self, TrashCommand.self, SnapshotCommand.self,
            ImageCommand.self,
            LockCommand.self, ConfigCommand.self, HostVerbs.self, DoctorCommand.self, ExplainCommand.self,
            SchemaCommand.self, CompletionCommand.self,
        ])
}
