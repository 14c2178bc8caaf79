package import StorageModel

/// Why a step has failed: by the port that its action goes through.
package enum StepFailure: Error, Sendable, Hashable, CustomStringConvertible {
    case array(ArrayFailure)
    case image(ImageFailure)

    /// Whether it may have been done in spite of it.
    package var leavesDoubt: Bool {
        switch self {
        case .array(let failure): failure.leavesDoubt
        // Until the marker says otherwise, the image counts as not written.
        case .image: false
        }
    }

    package var isLostLease: Bool {
        if case .array(.leaseLost) = self { true } else { false }
    }

    package var description: String {
        switch self {
        case .array(let failure): failure.description
        case .image(let failure): failure.description
        }
    }
}
