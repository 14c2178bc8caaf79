enum PerformancePolicyRules {
    private static let item = VolumeRules.item + "/performance_policy"

    static let routes: [Route] = [
        Route(.read, item, "Show a volume's performance policy", entity: "performance_policy", rule: read),
        Route(
            .create, item, "Create a volume's performance policy", entity: "performance_policy",
            schema: .fixed(.performancePolicy), rule: create),
        Route(
            .update, item, "Edit a volume's performance policy", entity: "performance_policy",
            schema: .fixed(.performancePolicy), rule: update),
        .delete(item, "Delete a volume's performance policy", entity: "performance_policy", rule: delete),
    ]

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let app = try state.appInstance(call)
        guard let policy = try app.volume(call).performancePolicy else {
            throw .absent("Performance policy of volume", call.parameter(2))
        }
        return .entity(policy.view(under: app.volumePath(call)))
    }

    static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        try state.editVolume(call) { (volume, _, _) throws(Refusal) in
            guard volume.performancePolicy == nil else {
                throw .conflict("Performance policy of volume", volume.name)
            }
            volume.performancePolicy = PerformancePolicy().updated(by: call.body)
        }
        return try read(&state, call)
    }

    static func update(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        try state.editVolume(call) { (volume, _, _) throws(Refusal) in
            guard let policy = volume.performancePolicy else {
                throw .absent("Performance policy of volume", volume.name)
            }
            volume.performancePolicy = policy.updated(by: call.body)
        }
        return try read(&state, call)
    }

    /// Answers the policy that is gone.
    static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let answer = try read(&state, call)
        try state.editVolume(call) { (volume, _, _) throws(Refusal) in volume.performancePolicy = nil }
        return answer
    }
}

extension PerformancePolicy {
    /// The limits that `body` names, and the present ones for the rest.
    func updated(by body: JSONValue) -> PerformancePolicy {
        var policy = self
        let fields: [(String, WritableKeyPath<PerformancePolicy, Int>)] = [
            ("total_iops_max", \.totalIopsMax), ("total_bandwidth_max", \.totalBandwidthMax),
            ("read_iops_max", \.readIopsMax), ("write_iops_max", \.writeIopsMax),
            ("read_bandwidth_max", \.readBandwidthMax), ("write_bandwidth_max", \.writeBandwidthMax),
        ]
        for (key, field) in fields {
            if let limit = body[key]?.int { policy[keyPath: field] = limit }
        }
        return policy
    }
}
