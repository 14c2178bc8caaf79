/// A setting of a volume with its value: what one PUT of the volume sets, and nothing else does.
package enum VolumeSetting: Hashable, Sendable, Encodable {
    case size(Gibibytes)
    case replicaCount(Int)
    case placement(Placement)

    package var field: Field {
        switch self {
        case .size: .size
        case .replicaCount: .replicaCount
        case .placement(.policy): .placementPolicy
        case .placement(.mode): .placementMode
        }
    }

    package var value: FieldValue {
        switch self {
        case .size(let size): .size(size)
        case .replicaCount(let count): .count(count)
        case .placement(let placement): .text(placement.description)
        }
    }

    /// Whether it is what a volume has of which nothing is said.
    package var isDefault: Bool {
        switch self {
        case .size: false
        case .replicaCount(let count): count == VolumeContent.defaultReplicaCount
        case .placement(let placement): placement.isDefault
        }
    }

    /// How many copies a DSP keeps (recorded schema).
    package static let replicaLimits = 1...5

    /// Whether a manifest may say it.
    package var isWithinLimits: Bool {
        switch self {
        case .size(let size): Gibibytes.volumeLimits.contains(size)
        case .replicaCount(let count): Self.replicaLimits.contains(count)
        case .placement: true
        }
    }

    /// Gives a volume this value.
    package func set(in content: inout VolumeContent) {
        switch self {
        case .size(let size): content.size = size
        case .replicaCount(let count): content.replicaCount = count
        case .placement(let placement): content.placement = placement
        }
    }

    /// The value that a volume has in its place; nil where that is left to the DSP.
    package func counterpart(in content: VolumeContent) -> VolumeSetting? {
        switch self {
        case .size: .size(content.size)
        case .replicaCount: .replicaCount(content.replicaCount)
        case .placement: content.placement.map(VolumeSetting.placement)
        }
    }
}

extension VolumeContent {
    /// In the order in which plans show them.
    package var settings: [VolumeSetting] {
        [.size(size), .replicaCount(replicaCount)] + (placement.map { [.placement($0)] } ?? [])
    }
}
