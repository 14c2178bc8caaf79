internal import StorageModel

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
        let desired = name.lowercased()
        return names.firstIndex { $0.lowercased() == desired }
    }
}

extension UTCSecond {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sat, 21 Nov 2026 04:22:04 GMT` (RFC 9110, the only form that servers may send).
    init?(httpDate text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = Self.months.firstIndex(of: String(parts[2]))
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard clock.count == 3 else { return nil }
        self.init(year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: clock[2])
    }
}
