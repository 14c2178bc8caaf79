/// A value as text, in one spelling only: members by name, sets and dictionaries in the order of what is in them.
///
/// All that the compiler encodes of a type is in it, so nothing can be forgotten. Made to be hashed, not to be read
/// back: every text carries its length, so that no two values have one spelling.
package enum CanonicalEncoding {
    /// - Parameter names: app instances that are to be written as if they were addressed otherwise.
    package static func text(
        of value: some Encodable, calling names: [AppInstanceReference: AppInstanceReference] = [:]
    ) -> String {
        let node = CanonicalNode()
        do {
            try CanonicalEncoder(node: node, names: names).fill(with: value)
        } catch {
            // Nothing here throws, and no type of the model does. Were it so, no approval would fit.
            return "unencodable: \(error)"
        }
        return node.text
    }

    package static func sha256(
        of value: some Encodable, calling names: [AppInstanceReference: AppInstanceReference] = [:]
    ) -> String {
        Digest.sha256(text(of: value, calling: names))
    }
}

/// What encoders fill step by step, which is why it is a class.
private final class CanonicalNode {
    enum Order { case kept, none, ofPairs }

    var leaf: String?
    var members: [(name: String, node: CanonicalNode)] = []
    var elements: [CanonicalNode] = []
    var order = Order.kept

    var text: String {
        if let leaf { return Self.word(leaf) }
        let fields = members.map { Self.word($0.name) + $0.node.text }.sorted()
        let texts = elements.map(\.text)
        let list =
            switch order {
            case .kept: texts
            case .none: texts.sorted()
            case .ofPairs:
                stride(from: 0, to: texts.count, by: 2).map { texts[$0..<min($0 + 2, texts.count)].joined() }.sorted()
            }
        return "(" + fields.joined() + ";" + list.joined() + ")"
    }

    private static func word(_ text: String) -> String { "\(text.utf8.count):\(text)" }
}

private protocol Unordered {}
extension Set: Unordered {}

/// A dictionary whose keys are not texts is encoded as a list of keys and values in turn.
private protocol UnorderedPairs {}
extension Dictionary: UnorderedPairs {}

private struct CanonicalEncoder: Encoder {
    let node: CanonicalNode
    let names: [AppInstanceReference: AppInstanceReference]

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func fill(with value: some Encodable) throws {
        if let reference = value as? AppInstanceReference, let name = names[reference] {
            try name.encode(to: self)
            return
        }
        if value is any Unordered { node.order = .none }
        if value is any UnorderedPairs { node.order = .ofPairs }
        try value.encode(to: self)
    }

    func member(_ name: String) -> CanonicalEncoder {
        let child = CanonicalNode()
        node.members.append((name, child))
        return CanonicalEncoder(node: child, names: names)
    }

    func element() -> CanonicalEncoder {
        let child = CanonicalNode()
        node.elements.append(child)
        return CanonicalEncoder(node: child, names: names)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(MembersContainer(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { ElementsContainer(encoder: self) }

    func singleValueContainer() -> any SingleValueEncodingContainer { LeafContainer(encoder: self) }
}

private struct MembersContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: CanonicalEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) throws { encoder.member(key.stringValue).node.leaf = "" }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try encoder.member(key.stringValue).fill(with: value)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder.member(key.stringValue).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder.member(key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder.member("super") }

    func superEncoder(forKey key: Key) -> any Encoder { encoder.member(key.stringValue) }
}

private struct ElementsContainer: UnkeyedEncodingContainer {
    let encoder: CanonicalEncoder
    var codingPath: [any CodingKey] { [] }
    var count: Int { encoder.node.elements.count }

    func encodeNil() throws { encoder.element().node.leaf = "" }

    func encode<Value: Encodable>(_ value: Value) throws { try encoder.element().fill(with: value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder.element().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.element().unkeyedContainer() }

    func superEncoder() -> any Encoder { encoder.element() }
}

private struct LeafContainer: SingleValueEncodingContainer {
    let encoder: CanonicalEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() throws { encoder.node.leaf = "" }

    func encode<Value: Encodable>(_ value: Value) throws {
        if let text = value as? String {
            encoder.node.leaf = text
        } else if let flag = value as? Bool {
            encoder.node.leaf = "\(flag)"
        } else if let number = value as? any BinaryInteger {
            encoder.node.leaf = "\(number)"
        } else if let number = value as? any BinaryFloatingPoint {
            encoder.node.leaf = "\(number)"
        } else {
            try encoder.fill(with: value)
        }
    }
}
