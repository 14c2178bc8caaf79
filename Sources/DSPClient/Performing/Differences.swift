internal import StorageModel

/// In what a live object differs from the one a call would make, as text for a person.
struct Differences: CustomStringConvertible {
    private var texts: [String] = []

    var isEmpty: Bool { texts.isEmpty }
    var description: String { texts.joined(separator: "; ") }

    /// - Parameter name: what is compared, for instance `storage-1/volume-1 size`.
    mutating func compare<Value: Equatable>(_ name: String, live: Value, wanted: Value) {
        if live != wanted { texts.append("\(name) is \(Self.text(live)), not \(Self.text(wanted))") }
    }

    /// Pairs what has the same name; what is on one side only differs as a whole.
    mutating func match<Live, Wanted>(
        _ prefix: String, live: [Live], wanted: [Wanted], liveName: (Live) -> String, wantedName: (Wanted) -> String,
        compare: (inout Differences, Live, Wanted) -> Void
    ) {
        let liveByName = Dictionary(live.map { (liveName($0), $0) }) { first, _ in first }
        let wantedNames = Set(wanted.map(wantedName))
        for item in wanted {
            if let counterpart = liveByName[wantedName(item)] {
                compare(&self, counterpart, item)
            } else {
                texts.append("\(prefix)\(wantedName(item)) is missing")
            }
        }
        for name in live.map(liveName) where !wantedNames.contains(name) {
            texts.append("\(prefix)\(name) is too many")
        }
    }

    private static func text(_ value: some Any) -> String {
        let text = "\(value)"
        return text.isEmpty ? "empty" : text
    }
}

extension Differences {
    mutating func compare(_ live: PerformanceLimits, with wanted: PerformanceLimits, at path: String) {
        for field in QoSField.allCases {
            compare(
                "\(path) \(field.rawValue)", live: field.text(for: live[field]), wanted: field.text(for: wanted[field]))
        }
    }

    /// The start time counts only where it is wanted; else the array chooses one.
    mutating func compare(_ live: SnapshotPolicy, with wanted: SnapshotPolicy, at path: String) {
        var live = live
        if wanted.startTime == nil { live.startTime = nil }
        compare("\(path)/\(wanted.name)", live: live.description, wanted: wanted.description)
    }
}
