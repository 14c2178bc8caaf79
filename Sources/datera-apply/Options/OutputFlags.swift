import ArgumentParser
import Logging
import Reporting

/// How output looks.
struct OutputFlags: ParsableArguments {
    @Flag(help: "Print without colour, even on a terminal. NO_COLOR does the same.")
    var noColor = false

    @Option(
        help: "How much to log on standard error: error, warning, info or debug (every request). Default warning.")
    var logLevel: LogLevel?

    func style(for terminal: Terminal) -> TextStyle {
        TextStyle(isColoured: !noColor && terminal.wantsColour)
    }

    enum LogLevel: String, ExpressibleByArgument, CaseIterable {
        case error, warning, info, debug

        var level: Logger.Level {
            switch self {
            case .error: .error
            case .warning: .warning
            case .info: .info
            case .debug: .debug
            }
        }
    }
}

/// What a report is written in.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
