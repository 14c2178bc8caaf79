internal import StorageModel

extension WireVolume {
    /// `size` is GiB: the recorded schema says "Provisioned storage capacity in GiB", and Cinder passes its own GiB through.
    var model: VolumeContent {
        VolumeContent(
            name: name, size: Gibibytes(size.value), replicaCount: replicaCount?.value ?? 1, placement: placement,
            performance: performancePolicy?.model, snapshotPolicies: (snapshotPolicies ?? []).compactMap(\.model))
    }

    /// Where both are given the policy wins (dsp-api.md 1.8).
    private var placement: Placement? {
        if let policy = placementPolicy?.name { return .policy(policy) }
        return placementMode.flatMap(PlacementMode.init).map(Placement.mode)
    }
}
