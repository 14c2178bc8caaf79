import StorageModel

/// Refuses a stack that is meant for another array.
struct ClusterGuard {
    let options: PlanningOptions

    func block(_ desired: DesiredState, _ cluster: ObservedCluster) -> Block? {
        let declared = options.cluster.map { Declared($0) } ?? desired.cluster
        guard let declared, declared.value != cluster.uuid else { return nil }
        return Block(
            .otherCluster, nil,
            "this stack is for cluster \(declared.value), but \(cluster.name) is \(cluster.uuid)",
            hint: "check the address of the array; if this is the intended array, correct `cluster:` "
                + "or give `--cluster \(cluster.uuid)`",
            location: declared.location)
    }
}
