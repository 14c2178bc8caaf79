import Diagnostics

/// One step of a YAML text, as libyaml reports it.
struct YAMLEvent {
    enum Kind {
        case streamStart, streamEnd
        case documentStart, documentEnd
        case sequenceStart, sequenceEnd
        case mappingStart, mappingEnd
        case scalar(Node.Scalar)
        case alias(anchor: String)
    }

    var kind: Kind
    /// The name after `&`, if the node has one.
    var anchor: String?
    var hasTag: Bool
    /// Both counted from 1.
    var line: Int
    var column: Int
}

/// Ends the reading of one file: after it, nothing in the file can be understood.
struct YAMLFailure: Error {
    let diagnostic: Diagnostic

    init(_ message: String, at location: SourceLocation, hint: String? = nil) {
        diagnostic = Diagnostic(.error, message, at: location, hint: hint)
    }
}
