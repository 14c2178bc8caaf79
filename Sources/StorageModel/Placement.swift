/// `placement_mode` of products before 3.3 (recorded schema).
package enum PlacementMode: String, CaseIterable, Sendable, Hashable, Encodable {
    case hybrid
    case singleFlash = "single_flash"
    case allFlash = "all_flash"
}

/// Where a volume's data is placed. A manifest that serves both products names both.
package struct DesiredPlacement: Sendable, Hashable {
    /// Name of a placement policy; product 3.3 and later.
    package var policy: String?
    /// Product before 3.3.
    package var mode: PlacementMode?

    package init(policy: String? = nil, mode: PlacementMode? = nil) {
        self.policy = policy
        self.mode = mode
    }
}

/// Where a volume's data lives: whichever of the two notions the product has.
package enum Placement: Sendable, Hashable, Encodable, CustomStringConvertible {
    case policy(String)
    case mode(PlacementMode)

    package var description: String {
        switch self {
        case .policy(let name): name
        case .mode(let mode): mode.rawValue
        }
    }

    /// Whether it is where a DSP puts a volume of which nothing is said.
    var isDefault: Bool {
        switch self {
        case .policy(let name): name == "default"
        case .mode(let mode): mode == .hybrid
        }
    }
}

extension DesiredPlacement {
    /// What this means on one product; nil when the manifest gives only the other product's notion.
    package func resolved(for product: ProductVersion) -> Placement? {
        product.hasPlacementPolicies ? policy.map(Placement.policy) : mode.map(Placement.mode)
    }
}
