import Glibc

/// Standard input, output and error, as the user's terminal or a pipe.
struct Terminal: Sendable {
    /// What could not be written.
    let failures = WriteFailures()
    private let environment: [String: String]

    init(environment: [String: String]) { self.environment = environment }

    /// Whether a person would have to type what is read.
    var isTyping: Bool { isatty(STDIN_FILENO) == 1 }

    var isInteractive: Bool { isTyping && isatty(STDERR_FILENO) == 1 }

    /// Only on a terminal that can, and not where the user said no (no-color.org).
    var wantsColour: Bool {
        isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// Whether a line on standard error can be written again and again.
    var canRedraw: Bool { isatty(STDERR_FILENO) == 1 && environment["TERM", default: "dumb"] != "dumb" }

    /// Columns; 80 where that is unknown.
    var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// What cannot be written is noted: the run continues, and fails at its end.
    func write(_ text: String) {
        do throws(FileProblem) {
            try ByteWriting.write(text, to: STDOUT_FILENO)
        } catch {
            if case .system(let code) = error { failures.note("standard output", code) }
        }
    }

    /// A failure to write to standard error cannot be reported.
    func writeError(_ text: String) { try? ByteWriting.write(text, to: STDERR_FILENO) }

    /// Gives standard streams that were closed something that can neither be read nor written. Otherwise the next file
    /// or connection to be opened takes their place, and receives what is meant for a person.
    static func reserveStreams() {
        // The lowest free number is the one that was found free.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Asks on standard error, so that standard output stays what a pipe wants.
    ///
    /// Nil when the surrounding task was cancelled before an answer came: Ctrl-C must not need a line end.
    func ask(_ question: String) -> String? {
        writeError(question)
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        while poll(&input, 1, 100) <= 0 {
            guard !Task.isCancelled else {
                writeError("\n")
                return nil
            }
        }
        guard let line = readLine() else {
            // The end of the input, Ctrl-D, ends no line.
            writeError("\n")
            return ""
        }
        return line
    }
}
