package import StorageModel

/// What a step does. Order, machine and events know only the traits of it; who carries it out, prints it or hashes it
/// switches over it, so that a further kind of action is a case that the compiler asks for everywhere.
package enum StepAction: Sendable, Hashable {
    /// Changes the array by one request.
    case call(ArrayCall)

    /// Whether it may continue on the array after its answer was lost, so that what relies on its end must not be
    /// undone meanwhile.
    package var mayStillRunAfterLostAnswer: Bool {
        switch self {
        case .call(.restoreSnapshot): true
        case .call: false
        }
    }

    /// Every secret that must be at hand before it begins.
    package var secretReferences: [SecretReference] {
        switch self {
        case .call(let call): call.secretReferences
        }
    }

    /// The same action with another request, where it is one.
    func mapCall(_ transform: (ArrayCall) -> ArrayCall) -> StepAction {
        switch self {
        case .call(let call): .call(transform(call))
        }
    }
}

extension StepAction: Encodable {
    /// A call as itself: approvals hold digests over it that were made before there were other actions.
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .call(let call): try call.encode(to: encoder)
        }
    }
}
