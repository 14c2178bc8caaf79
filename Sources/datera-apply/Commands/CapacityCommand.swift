import ArgumentParser
import DSPClient
import Reporting
import StorageModel

/// Shows how full the array is. Sends only GET, login and logout.
struct CapacityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capacity", abstract: "Show how full the array is, and how much each tenant has.",
        discussion: HelpText.with(
            """
            Used is what is written to the disks. Provisioned is what all volumes take when they are full, replicas \
            included; it may be more than there is.
            """,
            examples: "capacity",
            "capacity -o json"))

    @OptionGroup(title: "Output") var format: ListFormatFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let observed = try await composition.withArray(connection) { array in
                try await array.observe(tenants: [])
            }
            let report = CapacityReport(observed)
            let text =
                switch format.format {
                case .text: report.text(style: composition.style, width: composition.terminal.width)
                case .wide: report.text(style: composition.style, width: nil)
                case .name: Listing.tenants(of: observed).names
                case .csv: report.csv
                case .json: report.json
                }
            composition.terminal.write(text)
            return .success
        }
    }
}
