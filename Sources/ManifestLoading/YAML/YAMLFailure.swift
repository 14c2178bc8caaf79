import Diagnostics

/// Ends the reading of one file: after it, nothing in the file can be understood.
struct YAMLFailure: Error {
    let diagnostic: Diagnostic

    init(_ message: String, at location: SourceLocation, hint: String? = nil) {
        diagnostic = Diagnostic(.error, message, at: location, hint: hint)
    }
}
