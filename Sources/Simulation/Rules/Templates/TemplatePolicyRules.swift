/// The snapshot policies that app instances and volumes made by a template begin with.
enum TemplatePolicyRules {
    static let routes: [Route] = routes(of: .appTemplate) + routes(of: .volumeTemplate)

    private static func routes(of owner: TemplatePolicyOwner) -> [Route] {
        let entity = "snapshot_policy"
        return [
            .list(owner.collection, "List a template's snapshot policies", entity: entity) {
                state, call throws(Refusal) in
                let template = try state.visibleTemplate(call)
                let policies = template[keyPath: try owner.policies(in: template, call)]
                let path = owner.path(in: template, call)
                return .page(try Listing(call).page(policies.map { $0.view(under: path) }))
            },
            Route(
                .create, owner.collection, "Create a template's snapshot policy", entity: entity,
                schema: .fixed(.snapshotPolicyCreation)
            ) { state, call throws(Refusal) in
                let policy = SnapshotPolicyRules.policy(call.body)
                try state.editTemplate(call) { (template, _) throws(Refusal) in
                    let place = try owner.policies(in: template, call)
                    try template[keyPath: place].add(policy)
                }
                return .entity(policy.view(under: owner.path(in: try state.visibleTemplate(call), call)))
            },
            Route(.read, owner.item, "Show a template's snapshot policy", entity: entity) {
                state, call throws(Refusal) in try read(owner, state, call)
            },
            Route(
                .update, owner.item, "Edit a template's snapshot policy", entity: entity,
                schema: .fixed(.snapshotPolicyUpdate)
            ) { state, call throws(Refusal) in
                try state.editTemplate(call) { (template, _) throws(Refusal) in
                    let place = try place(owner, in: template, call)
                    template[keyPath: place].update(by: call.body)
                }
                return try read(owner, state, call)
            },
            .delete(owner.item, "Delete a template's snapshot policy", entity: entity) {
                state, call throws(Refusal) in
                let answer = try read(owner, state, call)
                try state.editTemplate(call) { (template, _) throws(Refusal) in
                    let policies = try owner.policies(in: template, call)
                    template[keyPath: policies].removeAll { $0.name == call.parameter(owner.depth) }
                }
                return answer
            },
        ]
    }

    private static func read(
        _ owner: TemplatePolicyOwner, _ state: ArrayState, _ call: Call
    ) throws(Refusal) -> Answer {
        let template = try state.visibleTemplate(call)
        let policy = template[keyPath: try place(owner, in: template, call)]
        return .entity(policy.view(under: owner.path(in: template, call)))
    }

    private static func place(
        _ owner: TemplatePolicyOwner, in template: AppTemplate, _ call: Call
    ) throws(Refusal) -> WritableKeyPath<AppTemplate, SnapshotPolicy> {
        let (policies, name) = (try owner.policies(in: template, call), call.parameter(owner.depth))
        guard let index = template[keyPath: policies].firstIndex(where: { $0.name == name }) else {
            throw .absent("Snapshot policy", name)
        }
        return policies.appending(path: \.[index])
    }
}
