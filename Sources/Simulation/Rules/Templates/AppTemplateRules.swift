/// App templates: visible in the tenants below theirs, changed only in their own.
enum AppTemplateRules {
    private static let collection = "/app_templates"
    private static let item = collection + "/:name"
    private static let entity = "app_template"

    static let routes: [Route] = [
        .list(collection, "List app templates", entity: entity) { state, call throws(Refusal) in
            let templates = state.appTemplates.visible(in: call.tenant)
            return .page(try Listing(call).page(templates.map { view(of: $0, in: state, call) }))
        },
        Route(
            .create, collection, "Create an app template", entity: entity,
            schema: .byDialect(Schema.appTemplateCreation), rule: create),
        Route(.read, item, "Show an app template", entity: entity, rule: read),
        Route(
            .update, item, "Edit an app template", entity: entity, schema: .byDialect(Schema.appTemplateUpdate)
        ) { state, call throws(Refusal) in
            try state.editTemplate(call) { (template, state) throws(Refusal) in
                try apply(call, to: &template, in: state)
            }
            return try read(&state, call)
        },
        .delete(item, "Delete an app template", entity: entity, rule: delete),
    ]

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        .entity(view(of: try state.visibleTemplate(call), in: state, call))
    }

    /// `copy_from` gives what the body itself leaves out.
    static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let name = call["name"]?.string ?? ""
        guard state.appTemplates.own(name, in: call.tenant) == nil else { throw .conflict("App template", name) }
        var template = AppTemplate(name: name, tenant: call.tenant)
        if let path = call["copy_from"]?["path"]?.string {
            let reference = try state.appTemplate(path, in: call.tenant)
            if let source = state.appTemplates.own(reference.name, in: reference.resolvedTenant) {
                template.descr = source.descr
                template.storageTemplates = source.storageTemplates
                template.snapshotPolicies = source.snapshotPolicies
            }
        }
        try apply(call, to: &template, in: state)
        state.appTemplates.put(template)
        return .entity(view(of: template, in: state, call))
    }

    static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        guard let template = state.appTemplates.own(call.parameter(0), in: call.tenant) else {
            throw .absent("App template", call.parameter(0))
        }
        guard !state.appInstances.values.contains(where: { $0.appTemplate == template.reference }) else {
            throw .invalidRequest("App template \(template.name) is in use.")
        }
        state.appTemplates.remove(template)
        return .entity(view(of: template, in: state, call))
    }

    private static func apply(_ call: Call, to template: inout AppTemplate, in state: ArrayState) throws(Refusal) {
        if let descr = call["descr"] { template.descr = descr.string }
        if let bodies = call["storage_templates"] {
            template.storageTemplates = try TemplateBuilder(call: call).storageTemplates(
                bodies, of: template, in: state)
        }
        if let bodies = call["snapshot_policies"] {
            template.snapshotPolicies = try SnapshotPolicyRules.policies(bodies)
        }
    }

    private static func view(of template: AppTemplate, in state: ArrayState, _ call: Call) -> JSONValue {
        template.view(users: state.users(of: template, in: call.tenant), for: call.viewer)
    }
}
