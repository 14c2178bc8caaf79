import Diagnostics
import StorageModel

/// A mapping with a fixed set of keys, taken apart. Keys it may not have have been reported.
struct Fields<Key: FieldKey> {
    private let noun: String
    private let reader: ValueReader
    private var values: [Key: ValueReader] = [:]
    /// Keys that a misspelt one was probably meant to be: they are not missing, too.
    private var misspelt: Set<Key> = []

    /// - Parameters:
    ///   - noun: what the mapping is, for messages: "a volume".
    ///   - keys: the keys it may have.
    ///   - acceptsNull: whether `key:` without a value is an empty mapping.
    init?(
        _ reader: ValueReader, of noun: String, allowing keys: [Key] = Array(Key.allCases), acceptsNull: Bool = false
    ) {
        guard let entries = reader.entries(orEmptyIfNull: acceptsNull) else { return nil }
        self.noun = noun
        self.reader = reader
        reader.collector.fieldUse.add(known: keys.map(\.rawValue), of: noun)
        for entry in entries {
            if let key = Key(rawValue: entry.key.text), keys.contains(key) {
                values[key] = entry
                reader.collector.fieldUse.add(used: key.rawValue, of: noun)
            } else {
                reportUnknown(entry.key, keys: keys)
            }
        }
    }

    subscript(key: Key) -> ValueReader? { values[key] }

    /// Whether nothing stands under the key, neither spelt rightly nor nearly so.
    func lacks(_ key: Key) -> Bool { values[key] == nil && !misspelt.contains(key) }

    /// The value of a key that must be there.
    func required(_ key: Key, hint: String? = nil) -> ValueReader? {
        if lacks(key) {
            reader.collector.report(
                Diagnostic(.error, "\(noun) needs `\(key.rawValue)`", at: reader.key.location, hint: hint))
        }
        return values[key]
    }

    private mutating func reportUnknown(_ key: Node.Key, keys: [Key]) {
        if Key.notYetSupported.contains(key.text) {
            reader.collector.report(.notYetSupported(key))
            return
        }
        let meant = Suggestion.nearest(to: key.text, among: keys.lazy.map(\.rawValue))
        if let meant = meant.flatMap(Key.init(rawValue:)) { misspelt.insert(meant) }
        let shown = Key.isConfidential ? "such key" : "key \(key.text.quoted)"
        let hint = Key.rightPlace(for: key.text).map { "it belongs \($0)" }
        reader.collector.report(
            Diagnostic(
                .error, "\(noun) has no \(shown)", at: key.location,
                hint: hint ?? meant.map { "did you mean `\($0)`?" }))
    }
}

extension Diagnostic {
    static func notYetSupported(_ key: Node.Key) -> Diagnostic {
        Diagnostic(
            .error, "\(key.text.quoted) is not supported by this version of datera-apply", at: key.location)
    }
}

/// The keys that one kind of mapping may have. An export writes with those that are `package`.
package protocol FieldKey: CaseIterable, RawRepresentable<String>, Hashable {
    /// Keys that the language has but this version does not build yet: named as such, never passed over.
    static var notYetSupported: Set<String> { get }
    /// Whether secrets stand among these keys, so that an unknown one is not repeated in a message.
    static var isConfidential: Bool { get }
    /// Where a key belongs that is known, but not here: the end of "it belongs …".
    static func rightPlace(for key: String) -> String?
}

extension FieldKey {
    package static var notYetSupported: Set<String> { [] }
    package static var isConfidential: Bool { false }
    package static func rightPlace(for key: String) -> String? { nil }
}

/// What could be read of a list whose entries must differ.
struct UniqueList<Value: Hashable & Sendable> {
    var entries: [Declared<Value>]
    /// Whether that is all of it.
    var isComplete: Bool

    var values: [Value] { entries.map(\.value) }
}
