import Diagnostics

/// What the manifest language refuses of YAML. Names of anchors and tags are not repeated in the messages: a password
/// that begins with `*` or `!` looks like one.
extension Diagnostic {
    static func duplicateKey(_ key: Node.Key, first: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "\(key.text.quoted) is given twice; the first is at \(first)", at: key.location)
    }

    static func tag(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "YAML tags are not part of the manifest language", at: location,
            hint: "remove the tag; to make a value text, quote it")
    }

    static func mergeKey(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "merge keys `<<` are not part of the manifest language", at: location,
            hint: "share settings through a volume type or `defaults`")
    }

    static func foreignSpace(_ space: ForeignSpace, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "\(space.text) is here, which is not a space in YAML", at: location,
            hint: "use ordinary spaces; if it belongs to the key, quote the key")
    }

    static func keyIsNoText(at location: SourceLocation) -> Diagnostic {
        Diagnostic(.error, "a key must be text, not a list or a mapping", at: location)
    }

    static func unknownAlias(at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .error, "this alias has no anchor before it", at: location, hint: "to begin a text with `*`, quote it")
    }
}

extension YAMLFailure {
    static func tooDeep(at location: SourceLocation) -> YAMLFailure {
        YAMLFailure("nested deeper than \(NodeComposer.maximumDepth) levels", at: location)
    }

    static func aliasBomb(at location: SourceLocation) -> YAMLFailure {
        YAMLFailure(
            "aliases expand to more than \(NodeComposer.maximumAliasedNodes) values", at: location,
            hint: "share settings through a volume type or `defaults`")
    }
}
