import Configuring
import Diagnostics
import Planning
import Reporting
import StorageModel

/// Why a run cannot even begin, with the exit code that says so.
struct CommandError: Error {
    var status: ExitStatus
    var message: String
    /// What is wrong with the manifest, where that is why; shown already on standard error.
    var diagnostics: [Diagnostic] = []
    /// The means to show the lines of `diagnostics`; nil where the manifest is not why.
    var diagnosticText: DiagnosticText?

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// Wrong settings are wrong usage, unless it is a file that is wrong.
    init(_ error: SettingError) { self.init(error.isInFile ? .invalidInput : .usage, error.description) }

    init(_ problem: AddressProblem) { self.init(.usage, problem.description.asSentence) }
}

extension ExitStatus {
    /// What a run ends with that this ends.
    init(_ error: any Error) {
        switch error {
        case let problem as CommandError: self = problem.status
        case let failure as ArrayFailure: self = failure.exitStatus
        case is AddressProblem: self = .usage
        default: self = .failure
        }
    }
}
