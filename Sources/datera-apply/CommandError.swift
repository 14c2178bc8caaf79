import Configuring
import Reporting

/// Why a run cannot even begin, with the exit code that says so.
struct CommandError: Error {
    var status: ExitStatus
    var message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// Wrong settings are wrong usage, unless it is a file that is wrong.
    init(_ error: SettingError) { self.init(error.isInFile ? .invalidInput : .usage, error.description) }
}
