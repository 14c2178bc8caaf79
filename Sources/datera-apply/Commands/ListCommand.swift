import ArgumentParser
import DSPClient
import Reporting
import StorageModel

/// Shows what is on the array and whose it is. Sends only GET, login and logout.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the volumes on the array and who owns them.",
        discussion: HelpText.with(
            """
            Also lists tenants, initiators, the address pools in use, and types: the combinations of replicas, placement \
            and limits that volumes have. On a terminal the least important columns are left out so that lines do not \
            wrap; -o wide shows all of them. --tenant shows what is in one tenant.
            """,
            examples: "list --match 'db-*' --sort size,desc",
            "list --unmanaged -o wide",
            "list tenants -o json"))

    @Argument(help: "volumes, tenants, types, initiators or pools.")
    var subject: ListSubject = .volumes
    @Option(help: ArgumentHelp("Only the volumes of this stack.", valueName: "name"))
    var stack: String?
    @Option(
        help: ArgumentHelp(
            "Only volumes that this names: volume/KEY, a key, a name or uuid on the array; `*` matches any text. May be "
                + "repeated.",
            valueName: "pattern"))
    var match: [String] = []
    @Flag(help: "Only volumes that no stack owns.")
    var unmanaged = false
    @Option(help: ArgumentHelp("Sort volumes by this field; `size,desc` has the largest first.", valueName: "field"))
    var sort: ListOrderArgument?
    @Option(
        name: [.customShort("o"), .customLong("format")],
        help: ArgumentHelp(
            """
            How to write it: text (fits the terminal), wide (all columns), name, json or csv; of volumes also html (a \
            page) or cinder-manage (commands that give them to Cinder).
            """, valueName: "format"))
    var format: VolumeListFormat = .text
    @OptionGroup(title: "Output") var handover: HandoverFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func validate() throws {
        let isSelected = stack != nil || !match.isEmpty || unmanaged || sort != nil
        guard subject == .volumes || !isSelected else {
            throw ValidationError("--stack, --match, --unmanaged and --sort select volumes; leave them out.")
        }
        guard subject == .volumes || ![.html, .cinderManage].contains(format) else {
            throw ValidationError("--format \(format.rawValue) is about volumes; leave out \(subject.rawValue).")
        }
    }

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let commands = try handover.handover(composition, connection)
            var observed = try await composition.withArray(connection) { array in
                let observed = try await array.observe(tenants: [])
                guard subject == .initiators else { return observed }
                return try await array.observe(tenants: Set(observed.tenants.map(\.path)))
            }
            try observed.requireStack(stack)
            try observed.keepOnly(connection.tenant.tenant)
            composition.terminal.write(text(of: observed, commands, composition))
            return .success
        }
    }

    private func text(
        of observed: ObservedState, _ commands: Handover, _ composition: Composition
    ) -> String {
        let selection = ListSelection(
            stack: stack, patterns: match, isUnmanagedOnly: unmanaged, order: sort?.order)
        let listing =
            switch subject {
            case .volumes: Listing.volumes(of: observed, selection, isWide: format == .wide)
            case .tenants: Listing.tenants(of: observed)
            case .types: Listing.types(of: observed)
            case .initiators: Listing.initiators(of: observed)
            case .pools: Listing.pools(of: observed)
            }
        return switch format {
        case .text: ListingText(style: composition.style, width: composition.terminal.width).render(listing)
        case .wide: ListingText(style: composition.style, width: nil).render(listing)
        case .name: listing.names
        case .csv: listing.csv
        case .html: InventoryHTML.render(observed, selection)
        case .cinderManage: commands.render(observed.keeping(selection))
        case .json where subject == .volumes: ListJSON.render(observed, selection)
        case .json: listing.json(subject.rawValue, of: observed.cluster)
        }
    }
}

extension ObservedState {
    fileprivate func keeping(_ selection: ListSelection) -> ObservedState {
        var state = self
        state.appInstances = selection.appInstances(of: self)
        return state
    }
}
