import OrderedCollections

/// The members of a JSON object, in the order in which the array writes them.
package struct JSONObject: Sendable, Equatable {
    private var members: OrderedDictionary<String, JSONValue>

    init(_ members: some Sequence<(String, JSONValue)> = []) {
        self.members = OrderedDictionary(members, uniquingKeysWith: { _, last in last })
    }

    package subscript(key: String) -> JSONValue? {
        get { members[key] }
        set { members[key] = newValue }
    }

    package var isEmpty: Bool { members.isEmpty }

    package var keys: [String] { Array(members.keys) }

    /// The members of `other` after or in place of these.
    func merging(_ other: JSONObject) -> JSONObject {
        JSONObject(Array(self) + Array(other))
    }
}

extension JSONObject: Sequence {
    package func makeIterator() -> some IteratorProtocol<(String, JSONValue)> {
        members.lazy.map { ($0.key, $0.value) }.makeIterator()
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
