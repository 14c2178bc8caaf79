enum VolumeTemplateRules {
    private static let collection =
        "/app_templates/:app_template_name/storage_templates/:storage_template_name/volume_templates"
    static let item = collection + "/:volume_template_name"
    private static let entity = "volume_template"

    static let routes: [Route] = [
        .list(collection, "List a storage template's volume templates", entity: entity) { state, call throws(Refusal) in
            let template = try state.visibleTemplate(call)
            let storage = template.storageTemplates[try template.storageIndex(call)]
            let path = storage.path(under: template.path)
            return .page(try Listing(call).page(storage.volumeTemplates.map { $0.view(under: path, for: call.viewer) }))
        },
        Route(
            .create, collection, "Create a volume template", entity: entity,
            schema: .byDialect(Schema.volumeTemplateCreation)
        ) { state, call throws(Refusal) in
            var made: JSONValue = .null
            try state.editTemplate(call) { (template, state) throws(Refusal) in
                let index = try template.storageIndex(call)
                let volume = try TemplateBuilder(call: call).volumeTemplate(call.body, in: state)
                try template.storageTemplates[index].add(volume, limit: call.limits.volumesPerStorage)
                made = volume.view(
                    under: template.storageTemplates[index].path(under: template.path), for: call.viewer)
            }
            return .entity(made)
        },
        Route(.read, item, "Show a volume template", entity: entity, rule: read),
        Route(
            .update, item, "Edit a volume template", entity: entity, schema: .byDialect(Schema.volumeTemplateUpdate)
        ) { state, call throws(Refusal) in
            try state.editTemplate(call) { (template, state) throws(Refusal) in
                let place = try template.volumePlace(call)
                try TemplateBuilder(call: call).apply(call.body, to: &template[keyPath: place], in: state)
            }
            return try read(&state, call)
        },
        .delete(item, "Delete a volume template", entity: entity) { state, call throws(Refusal) in
            let answer = try read(&state, call)
            try state.editTemplate(call) { (template, _) throws(Refusal) in
                let index = try template.storageIndex(call)
                template.storageTemplates[index].volumeTemplates.removeAll { $0.name == call.parameter(2) }
            }
            return answer
        },
    ]

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let template = try state.visibleTemplate(call)
        let storage = template.storageTemplates[try template.storageIndex(call)]
        let volume = template[keyPath: try template.volumePlace(call)]
        return .entity(volume.view(under: storage.path(under: template.path), for: call.viewer))
    }
}
