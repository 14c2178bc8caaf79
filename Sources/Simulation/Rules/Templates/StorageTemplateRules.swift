enum StorageTemplateRules {
    private static let collection = "/app_templates/:name/storage_templates"
    private static let item = "/app_templates/:app_template_name/storage_templates/:storage_template_name"
    private static let entity = "storage_template"

    static let routes: [Route] = [
        .list(collection, "List an app template's storage templates", entity: entity) { state, call throws(Refusal) in
            let template = try state.visibleTemplate(call)
            let views = template.storageTemplates.map { $0.view(under: template.path, for: call.viewer) }
            return .page(try Listing(call).page(views))
        },
        Route(
            .create, collection, "Create a storage template", entity: entity,
            schema: .byDialect(Schema.storageTemplateCreation)
        ) { state, call throws(Refusal) in
            var made: JSONValue = .null
            try state.editTemplate(call) { (template, state) throws(Refusal) in
                let storage = try TemplateBuilder(call: call).storageTemplate(call.body, in: state)
                try template.add(storage, limit: call.limits.storageInstancesPerApp)
                made = storage.view(under: template.path, for: call.viewer)
            }
            return .entity(made)
        },
        Route(.read, item, "Show a storage template", entity: entity, rule: read),
        Route(
            .update, item, "Edit a storage template", entity: entity,
            schema: .byDialect(Schema.storageTemplateUpdate)
        ) { state, call throws(Refusal) in
            try state.editTemplate(call) { (template, state) throws(Refusal) in
                let index = try template.storageIndex(call)
                try TemplateBuilder(call: call).apply(call.body, to: &template.storageTemplates[index], in: state)
            }
            return try read(&state, call)
        },
        .delete(item, "Delete a storage template", entity: entity) { state, call throws(Refusal) in
            let answer = try read(&state, call)
            try state.editTemplate(call) { (template, _) throws(Refusal) in
                template.storageTemplates.remove(at: try template.storageIndex(call))
            }
            return answer
        },
        Route(.read, item + "/auth", "Show a storage template's authentication", entity: "auth", rule: readAuth),
        Route(
            .update, item + "/auth", "Edit a storage template's authentication", entity: "auth",
            schema: .byDialect(Schema.authentication)
        ) { state, call throws(Refusal) in
            try state.editTemplate(call) { (template, _) throws(Refusal) in
                let index = try template.storageIndex(call)
                template.storageTemplates[index].auth = try AuthenticationRules.settings(
                    template.storageTemplates[index].auth, updatedBy: call.body)
            }
            return try readAuth(&state, call)
        },
    ]

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let template = try state.visibleTemplate(call)
        let storage = template.storageTemplates[try template.storageIndex(call)]
        return .entity(storage.view(under: template.path, for: call.viewer))
    }

    private static func readAuth(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let template = try state.visibleTemplate(call)
        let storage = template.storageTemplates[try template.storageIndex(call)]
        return .entity(storage.auth.view(under: storage.path(under: template.path)))
    }
}
