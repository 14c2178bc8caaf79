import ArgumentParser
// ArgumentParser describes its commands as JSON only.
import FoundationEssentials

/// The commands of the program with the options of each, as ArgumentParser knows them.
struct CommandTree: Decodable, Sendable {
    var commandName: String
    var subcommands: [CommandTree]?
    var arguments: [Argument]?

    struct Argument: Decodable, Sendable {
        enum Kind: String, Decodable { case positional, option, flag }

        var kind: Kind
        var names: [Name]?
        var valueName: String?
        var isRepeating: Bool
        var shouldDisplay: Bool
    }

    struct Name: Decodable, Sendable {
        enum Kind: String, Decodable { case long, short, longWithSingleDash }

        var kind: Kind
        var name: String

        /// As it is typed.
        var text: String { (kind == .long ? "--" : "-") + name }
    }

    /// Nil when ArgumentParser describes its commands in another form than this version reads.
    static let program: CommandTree? = {
        struct Dump: Decodable { var command: CommandTree }
        return try? JSONDecoder().decode(Dump.self, from: Data(DateraApply._dumpHelp().utf8)).command
    }()

    var commands: [CommandTree] { subcommands ?? [] }

    var positionals: [Argument] { (arguments ?? []).filter { $0.kind == .positional } }

    func subcommand(_ name: String) -> CommandTree? { commands.first { $0.commandName == name } }

    /// - Parameter name: with its dashes.
    func option(_ name: String) -> Argument? {
        (arguments ?? []).first { argument in argument.names?.contains { $0.text == name } == true }
    }

    /// What help shows of its options, with dashes.
    var optionNames: [String] {
        (arguments ?? []).filter(\.shouldDisplay).flatMap { ($0.names ?? []).map(\.text) }
    }
}
