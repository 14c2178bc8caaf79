import Diagnostics

/// Builds the tree of each document of a YAML text from its events.
///
/// Refuses what the manifest language leaves out of YAML: tags, merge keys, keys that are not text, a key given twice.
/// Depth and alias expansion are bounded, so that no text can make it slow or exhaust the stack.
struct NodeComposer: ~Copyable {
    /// The manifest language needs about eight levels.
    static let maximumDepth = 64
    /// Room for every volume of a full array to share a whole block of settings.
    static let maximumAliasedNodes = 250_000

    private let file: String
    private let collector: DiagnosticCollector
    private var events: YAMLEventReader
    private var anchors: [String: Subtree] = [:]
    private var aliasedNodes = 0

    /// A composed node and how much of it there is once its aliases are followed.
    private struct Subtree {
        var node: Node
        var nodeCount = 1
        var height = 0

        mutating func grow(by child: Subtree) {
            nodeCount += child.nodeCount
            height = max(height, child.height + 1)
        }
    }

    init(_ text: SourceText, collector: DiagnosticCollector) {
        file = text.file
        self.collector = collector
        events = YAMLEventReader(text)
    }

    /// The roots of all documents in the text.
    mutating func documents() throws(YAMLFailure) -> [Node] {
        var roots: [Node] = []
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamStart, .documentEnd: continue
            case .documentStart: anchors = [:]
            case .streamEnd: return roots
            case .sequenceStart, .sequenceEnd, .mappingStart, .mappingEnd, .scalar, .alias:
                roots.append(try subtree(startingWith: event, depth: 0).node)
            }
        }
    }

    private mutating func subtree(startingWith event: YAMLEvent, depth: Int) throws(YAMLFailure) -> Subtree {
        let location = location(of: event)
        guard depth < Self.maximumDepth else { throw .tooDeep(at: location) }
        if event.hasTag { collector.report(.tag(at: location)) }
        var subtree = Subtree(node: Node(content: .invalid, location: location))
        switch event.kind {
        case .scalar(let scalar):
            subtree.node.content = .scalar(scalar)
        case .sequenceStart:
            try composeSequence(into: &subtree, depth: depth)
        case .mappingStart:
            try composeMapping(into: &subtree, depth: depth)
        case .alias(let anchor):
            subtree = try expansion(of: anchor, at: location, depth: depth)
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
            break
        }
        if let anchor = event.anchor { anchors[anchor] = subtree }
        return subtree
    }

    private mutating func composeSequence(into subtree: inout Subtree, depth: Int) throws(YAMLFailure) {
        var items: [Node] = []
        while true {
            let event = try events.next()
            if case .sequenceEnd = event.kind { break }
            let item = try self.subtree(startingWith: event, depth: depth + 1)
            subtree.grow(by: item)
            items.append(item.node)
        }
        subtree.node.content = .sequence(items)
    }

    private mutating func composeMapping(into subtree: inout Subtree, depth: Int) throws(YAMLFailure) {
        var entries: [Node.Entry] = []
        var places: [String: SourceLocation] = [:]
        while true {
            let event = try events.next()
            if case .mappingEnd = event.kind { break }
            let key = try self.subtree(startingWith: event, depth: depth + 1)
            let value = try self.subtree(startingWith: try events.next(), depth: depth + 1)
            subtree.grow(by: key)
            subtree.grow(by: value)
            guard let key = acceptedKey(key.node, at: location(of: event)) else { continue }
            if let first = places[key.text] {
                collector.report(.duplicateKey(key, first: first))
            } else {
                places[key.text] = key.location
                entries.append(Node.Entry(key: key, value: value.node))
            }
        }
        subtree.node.content = .mapping(entries)
    }

    private func acceptedKey(_ node: Node, at location: SourceLocation) -> Node.Key? {
        guard case .scalar(let scalar) = node.content else {
            if case .invalid = node.content { return nil }
            collector.report(.keyIsNoText(at: location))
            return nil
        }
        if scalar.isPlain && scalar.text == "<<" {
            collector.report(.mergeKey(at: location))
            return nil
        }
        // Written as it is, it is a part of the indentation to a reader, and of the key to YAML.
        // The same after a colon, which then is none to YAML.
        if scalar.isPlain, let space = Self.foreignSpace(in: scalar.text) {
            collector.report(.foreignSpace(space, at: location))
            return nil
        }
        return Node.Key(text: scalar.text, location: location)
    }

    private static func foreignSpace(in key: String) -> ForeignSpace? {
        key.split(separator: ":", omittingEmptySubsequences: false).lazy
            .compactMap { ForeignSpace(in: $0.prefix(1)) }.first
    }

    private mutating func expansion(
        of anchor: String, at location: SourceLocation, depth: Int
    ) throws(YAMLFailure) -> Subtree {
        guard let subtree = anchors[anchor] else {
            collector.report(.unknownAlias(at: location))
            return Subtree(node: Node(content: .invalid, location: location))
        }
        guard depth + subtree.height < Self.maximumDepth else { throw .tooDeep(at: location) }
        aliasedNodes += subtree.nodeCount
        guard aliasedNodes <= Self.maximumAliasedNodes else { throw .aliasBomb(at: location) }
        return subtree
    }

    private func location(of event: YAMLEvent) -> SourceLocation {
        SourceLocation(file: file, line: event.line, column: event.column)
    }
}
