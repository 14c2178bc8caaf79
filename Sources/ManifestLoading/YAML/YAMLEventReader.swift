private import CLibYAML
import Diagnostics

/// The events of one YAML text, one after another, from libyaml.
///
/// Owns the parser and a copy of the text, which libyaml refers to for as long as it parses.
struct YAMLEventReader: ~Copyable {
    private let text: SourceText
    private let surrogates: SurrogateEscapes?
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let isReady: Bool

    init(_ text: SourceText) {
        self.text = text
        surrogates = SurrogateEscapes(in: text)
        let bytes = surrogates?.bytes ?? text.bytes
        input = .allocate(capacity: bytes.count)
        _ = input.initialize(from: bytes)
        parser = .allocate(capacity: 1)
        isReady = yaml_parser_initialize(parser) == 1
        if isReady {
            yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(parser, input.baseAddress, input.count)
        }
    }

    deinit {
        if isReady { yaml_parser_delete(parser) }
        parser.deallocate()
        input.deallocate()
    }

    mutating func next() throws(YAMLFailure) -> YAMLEvent {
        var event = yaml_event_t()
        guard isReady, yaml_parser_parse(parser, &event) == 1 else { throw syntaxFailure() }
        defer { yaml_event_delete(&event) }
        var result = YAMLEvent(event)
        if let surrogates, case .scalar(var scalar) = result.kind {
            let marks = Int(event.start_mark.index)..<Int(event.end_mark.index)
            scalar.text = try surrogates.restored(
                scalar.text, at: marks,
                isDoubleQuoted: event.data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
            result.kind = .scalar(scalar)
        }
        return result
    }

    private func syntaxFailure() -> YAMLFailure {
        let state = parser.pointee
        let mark = state.problem_mark
        let location = SourceLocation(file: text.file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
        if let other = OtherNotation(of: text) { return other.failure }
        guard isReady, let problem = state.problem.map({ String(cString: $0) }) else {
            return YAMLFailure("out of memory", at: location)
        }
        if isAtTab {
            return YAMLFailure("a tab is not allowed here", at: location, hint: "indent with spaces")
        }
        let hint = OtherNotation.hint(for: text, failingAt: location)
        guard let context = state.context.map({ String(cString: $0) }) else {
            return YAMLFailure("this is not valid YAML: \(problem)", at: location, hint: hint)
        }
        return YAMLFailure(
            "this is not valid YAML: \(problem), \(context) from line \(state.context_mark.line + 1)", at: location,
            hint: hint)
    }

    /// Whether the character at which libyaml stopped is a tab; most of its messages do not say so.
    private var isAtTab: Bool {
        let state = parser.pointee
        return state.unread > 0 && state.buffer.pointer.map { $0.pointee == UInt8(ascii: "\t") } ?? false
    }
}

extension YAMLEvent {
    fileprivate init(_ event: yaml_event_t) {
        var anchor: UnsafeMutablePointer<yaml_char_t>?
        var tag: UnsafeMutablePointer<yaml_char_t>?
        switch event.type {
        case YAML_STREAM_START_EVENT: kind = .streamStart
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_SEQUENCE_START_EVENT:
            (anchor, tag) = (event.data.sequence_start.anchor, event.data.sequence_start.tag)
            kind = .sequenceStart
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            (anchor, tag) = (event.data.mapping_start.anchor, event.data.mapping_start.tag)
            kind = .mappingStart
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            (anchor, tag) = (scalar.anchor, scalar.tag)
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            kind = .scalar(Node.Scalar(text: text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE))
        case YAML_ALIAS_EVENT: kind = .alias(anchor: event.data.alias.anchor.map { String(cString: $0) } ?? "")
        default: kind = .streamEnd
        }
        self.anchor = anchor.map { String(cString: $0) }
        hasTag = tag != nil
        line = Int(event.start_mark.line) + 1
        column = Int(event.start_mark.column) + 1
    }
}
