/// The keys that one kind of mapping may have.
protocol FieldKey: CaseIterable, RawRepresentable<String>, Hashable {
    /// Keys that the language has but this version does not build yet: named as such, never passed over.
    static var notYetSupported: Set<String> { get }
    /// Whether secrets stand among these keys, so that an unknown one is not repeated in a message.
    static var isConfidential: Bool { get }
    /// Where a key belongs that is known, but not here: the end of "it belongs …".
    static func rightPlace(for key: String) -> String?
}

extension FieldKey {
    static var notYetSupported: Set<String> { [] }
    static var isConfidential: Bool { false }
    static func rightPlace(for key: String) -> String? { nil }
}
