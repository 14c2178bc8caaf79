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
