import ArgumentParser
import DSPClient
import Observing
import Reporting
import StorageModel

/// Shows the image cache. Sends only GET, login and logout.
struct ImageCacheListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the volumes of the image cache.",
        discussion: """
            CLONES is the number of volumes on the array that are clones of it. A volume that is not complete is filled to \
            the end by the next apply that needs it. --tenant shows those of one tenant.
            """)

    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @Option(help: "How to write the list: text or json.")
    var format: OutputFormat = .text

    func run() async throws {
        try await CommandRun.run(output) { composition in
            var observed = try await composition.withArray(connection) { array in
                var observed = try await array.observe(tenants: [])
                try await observed.readMetadata(of: Set(observed.cachedVolumes.map(\.app.reference)), from: array)
                return observed
            }
            let list = ImageCacheList(observed)
            try observed.keepOnly(connection.tenant.tenant)
            let shown = list.only(Set(observed.cachedVolumes.map(\.app.id)))
            switch format {
            case .text: composition.terminal.write(shown.text(style: composition.style))
            case .json: composition.terminal.write(shown.json)
            }
            return .success
        }
    }
}
