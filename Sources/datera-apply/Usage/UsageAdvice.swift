import StorageModel

/// What is wrong with a command line that ArgumentParser has refused, where this program can say more than the parser:
/// commands and options that do not exist, and arguments that a command does not take.
struct UsageAdvice: Sendable, Equatable {
    var message: String
    /// The command whose help says more, `datera-apply lock`.
    var command: String
    /// Whether there is no such command: then help for it would be that of another one.
    var isAboutCommand = false

    /// As ArgumentParser lays out its own messages.
    var text: String { "Error: \(message)\n  See '\(command) --help' for more information." }

    private init(_ message: String, _ path: [String], isAboutCommand: Bool = false) {
        self.message = message
        command = path.joined(separator: " ")
        self.isAboutCommand = isAboutCommand
    }

    /// Nil when the parser's own message is all there is to say.
    init?(_ arguments: [String], in tree: CommandTree) {
        var command = tree
        var path = [tree.commandName]
        var positionals = 0
        var rest = arguments[...]
        if rest.first == "help" { rest.removeFirst() }
        while let word = rest.popFirst(), word != "--" {
            if word.hasPrefix("-"), word != "-" {
                let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
                guard let name = parts.first else { return nil }
                guard let option = command.option(name) else {
                    // `-yf FILE` is two options in one word; the parser takes it apart.
                    guard name.hasPrefix("--") || name.count == 2 else { return nil }
                    self = Self.unknownOption(name, parts.count > 1 ? parts[1] : rest.first, of: command, path)
                    return
                }
                if option.kind == .option, parts.count == 1 { _ = rest.popFirst() }
            } else if let next = command.subcommand(word) {
                command = next
                path.append(word)
            } else if !command.commands.isEmpty {
                self = Self.unknownCommand(word, of: command, path)
                return
            } else {
                positionals += 1
                let declared = command.positionals
                guard positionals <= declared.count || declared.last?.isRepeating == true else {
                    self = Self.extraArgument(word, of: command, path)
                    return
                }
            }
        }
        return nil
    }

    private static func unknownCommand(_ word: String, of command: CommandTree, _ path: [String]) -> UsageAdvice {
        let inner = Array(path.dropFirst())
        let whole = (inner + [word]).joined(separator: " ")
        var message = "There is no command \(whole)."
        let names = command.commands.map(\.commandName).filter { $0 != "help" }
        if let meaning = WordsOfOtherTools.commands[whole.lowercased()] {
            message += " Use \(meaning.word): \(meaning.reason)."
        } else if let meant = Suggestion.nearest(to: word, among: names) {
            message += " Did you mean \((inner + [meant]).joined(separator: " "))?"
        } else {
            message += " Commands: \(names.joined(separator: ", "))."
        }
        return UsageAdvice(message, path, isAboutCommand: true)
    }

    /// - Parameter value: what stands behind it.
    private static func unknownOption(
        _ name: String, _ value: String?, of command: CommandTree, _ path: [String]
    ) -> UsageAdvice {
        let whole = path.dropFirst().joined(separator: " ")
        guard !whole.isEmpty else {
            return UsageAdvice("Options such as \(name) follow the command: datera-apply COMMAND \(name).", path)
        }
        var message = "\(whole) has no option \(name)."
        if let meaning = WordsOfOtherTools.options[name], let text = text(for: meaning, value, in: command) {
            message += text
        } else if let argument = command.positionals.first(where: { "--\($0.valueName ?? "")" == name }) {
            message += " Give the \(argument.valueName ?? "") as an argument: datera-apply \(whole) \(value ?? "…")."
        } else if let meant = Suggestion.nearest(to: name, among: command.optionNames.filter { $0.count > 2 }) {
            message += " Did you mean \(meant)?"
        }
        return UsageAdvice(message, path)
    }

    /// Nil where the command has no such option either.
    private static func text(
        for meaning: WordsOfOtherTools.Meaning, _ value: String?, in command: CommandTree
    ) -> String? {
        guard meaning.word.hasPrefix("-") else { return " Use the command \(meaning.word): \(meaning.reason)." }
        let words = meaning.word.split(separator: " ").map(String.init)
        guard let name = words.first, command.option(name) != nil else { return nil }
        let isFormat = meaning.word == "--format" && value.map { !$0.hasPrefix("-") } ?? false
        return " Use \(meaning.word)\(isFormat ? " \(value ?? "")" : ""): \(meaning.reason)."
    }

    private static func extraArgument(_ word: String, of command: CommandTree, _ path: [String]) -> UsageAdvice {
        let whole = path.dropFirst().joined(separator: " ")
        let takes = command.positionals.isEmpty ? "takes no argument" : "does not take the further argument"
        let isManifest = command.option("--file") != nil && !word.hasPrefix("volume/")
        return UsageAdvice(
            "\(whole) \(takes) \(word)." + (isManifest ? " Give the manifest with -f \(word)." : ""), path)
    }
}
