/// Which fields of the language a manifest uses, named `a volume: size`, of those that its mappings could have.
///
/// Tells an example that shows everything from one that has fallen behind.
package struct FieldUse: Sendable {
    package private(set) var known: Set<String> = []
    package private(set) var used: Set<String> = []

    package init() {}

    package var unused: Set<String> { known.subtracting(used) }

    /// Several manifests taken together.
    package mutating func merge(_ other: FieldUse) {
        known.formUnion(other.known)
        used.formUnion(other.used)
    }

    mutating func add(known keys: [String], of noun: String) { known.formUnion(keys.map { "\(noun): \($0)" }) }

    mutating func add(used key: String, of noun: String) { used.insert("\(noun): \(key)") }
}
