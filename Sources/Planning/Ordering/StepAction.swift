package import StorageModel

/// What a step does. Order, machine and events know only the traits of it; who carries it out, prints it or hashes it
/// switches over it, so that a further kind of action is a case that the compiler asks for everywhere.
package enum StepAction: Sendable, Hashable {
    /// Changes the array by one request.
    case call(ArrayCall)
    /// Copies an image to a volume over iSCSI.
    case writeImage(ImageWrite)

    /// Whether it may continue on the array after its answer was lost, so that what relies on its end must not be
    /// undone meanwhile.
    package var mayStillRunAfterLostAnswer: Bool {
        switch self {
        case .call(.restoreSnapshot): true
        case .call, .writeImage: false
        }
    }

    /// Every secret that must be at hand before it begins.
    package var secretReferences: [SecretReference] {
        switch self {
        case .call(let call): call.secretReferences
        case .writeImage(let write): write.chap.references
        }
    }

    /// The same action with another request, where it is one.
    func mapCall(_ transform: (ArrayCall) -> ArrayCall) -> StepAction {
        switch self {
        case .call(let call): .call(transform(call))
        case .writeImage: self
        }
    }
}

extension StepAction: Encodable {
    private enum Kind: CodingKey { case writeImage }

    /// A call as itself: approvals hold digests over it that were made before there were other actions.
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .call(let call): try call.encode(to: encoder)
        case .writeImage(let write):
            var container = encoder.container(keyedBy: Kind.self)
            try container.encode(write, forKey: .writeImage)
        }
    }
}
