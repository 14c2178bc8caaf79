/// How much of a volume's life a stack may decide.
package enum ManageLevel: String, CaseIterable, Sendable, Hashable {
    /// Create, change, delete.
    case full
    /// Create and change; `destroy` passes it over.
    case noDelete = "no-delete"
    /// Create where it is missing; afterwards whatever is there is right.
    case createOnly = "create-only"
    /// Compare only.
    case observe

    package var allowsCreation: Bool {
        switch self {
        case .full, .noDelete, .createOnly: true
        case .observe: false
        }
    }

    package var allowsChanges: Bool {
        switch self {
        case .full, .noDelete: true
        case .createOnly, .observe: false
        }
    }

    package var allowsDeletion: Bool {
        switch self {
        case .full: true
        case .noDelete, .createOnly, .observe: false
        }
    }
}
