/// The limits that the volumes of a volume template begin with.
enum TemplatePerformanceRules {
    private static let item = VolumeTemplateRules.item + "/performance_policy"
    private static let entity = "performance_policy"

    static let routes: [Route] = [
        Route(.read, item, "Show a volume template's performance policy", entity: entity, rule: read),
        Route(
            .create, item, "Create a volume template's performance policy", entity: entity,
            schema: .fixed(.performancePolicy)
        ) { state, call throws(Refusal) in
            try edit(&state, call) { (policy) throws(Refusal) in
                guard policy == nil else {
                    throw .conflict("Performance policy of volume template", call.parameter(2))
                }
                policy = PerformancePolicy().updated(by: call.body)
            }
            return try read(&state, call)
        },
        Route(
            .update, item, "Edit a volume template's performance policy", entity: entity,
            schema: .fixed(.performancePolicy)
        ) { state, call throws(Refusal) in
            try edit(&state, call) { (policy) throws(Refusal) in
                guard let present = policy else { throw absent(call) }
                policy = present.updated(by: call.body)
            }
            return try read(&state, call)
        },
        .delete(item, "Delete a volume template's performance policy", entity: entity) { state, call throws(Refusal) in
            let answer = try read(&state, call)
            try edit(&state, call) { (policy) throws(Refusal) in policy = nil }
            return answer
        },
    ]

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let template = try state.visibleTemplate(call)
        guard let policy = template[keyPath: try template.volumePlace(call)].performancePolicy else {
            throw absent(call)
        }
        return .entity(policy.view(under: template.volumePath(call)))
    }

    private static func edit(
        _ state: inout ArrayState, _ call: Call, _ change: (inout PerformancePolicy?) throws(Refusal) -> Void
    ) throws(Refusal) {
        try state.editTemplate(call) { (template, _) throws(Refusal) in
            let place = try template.volumePlace(call)
            try change(&template[keyPath: place].performancePolicy)
        }
    }

    private static func absent(_ call: Call) -> Refusal {
        .absent("Performance policy of volume template", call.parameter(2))
    }
}
