import ArgumentParser

/// Prints a completion script; what `--generate-completion-script` does, under the name that other tools have for it.
struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: "Print the completion script of a shell: bash, zsh or fish.",
        discussion: HelpText.with(
            "`make install` installs the scripts where these shells look for them.",
            examples: "completion bash > ~/.local/share/bash-completion/completions/datera-apply"))

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish

        var shell: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() throws { try CommandRun.write(DateraApply.completionScript(for: shell.shell) + "\n") }
}
