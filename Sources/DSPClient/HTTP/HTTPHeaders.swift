/// HTTP header fields in the order in which they were set; names do not differ by case.
package struct HTTPHeaders: Sendable, Hashable, Sequence, ExpressibleByDictionaryLiteral {
    package typealias Field = (name: String, value: String)

    private var names: [String] = []
    private var values: [String] = []

    package init() {}

    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { self[name] = value }
    }

    package var isEmpty: Bool { names.isEmpty }

    package subscript(name: String) -> String? {
        get { index(of: name).map { values[$0] } }
        set {
            if let index = index(of: name) {
                names.remove(at: index)
                values.remove(at: index)
            }
            if let newValue {
                names.append(name)
                values.append(newValue)
            }
        }
    }

    package func makeIterator() -> AnyIterator<Field> {
        var fields = zip(names, values).makeIterator()
        return AnyIterator { fields.next().map { Field(name: $0.0, value: $0.1) } }
    }

    private func index(of name: String) -> Int? {
        let wanted = name.lowercased()
        return names.firstIndex { $0.lowercased() == wanted }
    }
}
