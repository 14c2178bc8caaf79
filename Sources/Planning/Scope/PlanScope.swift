package import StorageModel

/// Which part of what differs a plan takes up. A partial plan removes nothing.
package enum PlanScope: Sendable, Equatable {
    case everything
    /// These, and whatever they need.
    case only([AddressPattern])
    /// All but these, and what needs them.
    case allBut([AddressPattern])
    /// The addresses of a plan that has been reviewed, removals included.
    case reviewed(Set<String>)

    package var isPartial: Bool {
        switch self {
        case .everything, .reviewed: false
        case .only, .allBut: true
        }
    }

    /// For readers; nil for a plan that takes up everything.
    package var description: String? {
        switch self {
        case .everything: nil
        case .reviewed: "only what was reviewed"
        case .only(let patterns): "only " + patterns.map(\.text).joined(separator: ", ")
        case .allBut(let patterns): "all but " + patterns.map(\.text).joined(separator: ", ")
        }
    }
}

extension [AddressPattern] {
    /// `volume/scratch` stands for all members of a `for_each` entry as well.
    func match(_ address: ResourceAddress) -> Bool {
        contains { pattern in
            if pattern.matches(address) { return true }
            // Which of its two names is printed depends on how many volumes it has, here or on the array.
            if !pattern.text.contains("*"), pattern.text.contains("/"), address.isCalled(pattern.text) { return true }
            switch address {
            case .volume(let key), .appInstance(let key):
                return key.member != nil && AddressPattern(pattern.text + "[*]").matches(address)
            case .tenant, .initiator, .initiatorGroup, .snapshot, .cachedImage, .trashed: return false
            }
        }
    }
}
