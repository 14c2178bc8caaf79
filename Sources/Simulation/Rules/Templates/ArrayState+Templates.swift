extension ArrayState {
    /// The template of the route's first parameter, of the tenant itself or of one above it.
    func visibleTemplate(_ call: Call) throws(Refusal) -> AppTemplate {
        guard let template = appTemplates.visible(call.parameter(0), in: call.tenant) else {
            throw .absent("App template", call.parameter(0))
        }
        return template
    }

    /// Edits the template of the route's first parameter; inherited ones are changed only where they belong.
    mutating func editTemplate(
        _ call: Call, _ edit: (inout AppTemplate, ArrayState) throws(Refusal) -> Void
    ) throws(Refusal) {
        guard var template = appTemplates.own(call.parameter(0), in: call.tenant) else {
            throw .absent("App template", call.parameter(0))
        }
        try edit(&template, self)
        appTemplates.put(template)
    }

    /// The app instances made by the template, as far as the tenant sees them.
    func users(of template: AppTemplate, in tenant: TenantPath) -> [String] {
        appInstances.values(in: tenant).filter { $0.appTemplate == template.reference }.map(\.path)
    }
}

extension AppTemplate {
    func storageIndex(_ call: Call) throws(Refusal) -> Int {
        guard let index = storageTemplates.firstIndex(where: { $0.name == call.parameter(1) }) else {
            throw .absent("Storage template", call.parameter(1))
        }
        return index
    }

    /// The volume template of the route's first three parameters.
    func volumePlace(_ call: Call) throws(Refusal) -> WritableKeyPath<AppTemplate, VolumeTemplate> {
        let storage = try storageIndex(call)
        let volumes = storageTemplates[storage].volumeTemplates
        guard let volume = volumes.firstIndex(where: { $0.name == call.parameter(2) }) else {
            throw .absent("Volume template", call.parameter(2))
        }
        return \.storageTemplates[storage].volumeTemplates[volume]
    }

    func volumePath(_ call: Call) -> String {
        "\(path)/storage_templates/\(call.parameter(1))/volume_templates/\(call.parameter(2))"
    }

    mutating func add(_ storage: StorageTemplate, limit: Int) throws(Refusal) {
        guard !storageTemplates.contains(where: { $0.name == storage.name }) else {
            throw .conflict("Storage template", storage.name)
        }
        guard storageTemplates.count < limit else { throw .limitReached("storage templates of an app template", limit) }
        storageTemplates.append(storage)
    }
}

extension StorageTemplate {
    mutating func add(_ volume: VolumeTemplate, limit: Int) throws(Refusal) {
        guard !volumeTemplates.contains(where: { $0.name == volume.name }) else {
            throw .conflict("Volume template", volume.name)
        }
        guard volumeTemplates.count < limit else {
            throw .limitReached("volume templates of a storage template", limit)
        }
        volumeTemplates.append(volume)
    }
}
