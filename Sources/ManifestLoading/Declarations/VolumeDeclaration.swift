import Diagnostics
import StorageModel

/// One entry of `volumes` or `app_instances`: one app instance, or with `for_each` one for each member.
struct VolumeDeclaration {
    /// What the app instance consists of.
    enum Form {
        /// An entry of `volumes`: one storage instance with one volume. The size is nil when it could not be read.
        case volume(size: Declared<Gibibytes>?)
        /// An entry of `app_instances`.
        case tree([StorageInstanceDeclaration])
    }

    /// Where the volumes live, as far as the entry itself says.
    enum Home {
        case stack
        case tenant(TenantPath)
        case project(Declared<String>)
        /// Said, but not readable.
        case unknown
    }

    /// One volume of the entry.
    struct Instance {
        var key: ResourceKey
        var name: Declared<String>
    }

    let key: Node.Key
    let type: Declared<String>?
    let settings: VolumeSettings
    let form: Form
    let home: Home
    let members: VolumeMembers
    /// Those whose key and name are sound.
    let instances: [Instance]

    /// Reads an entry of `volumes`.
    init?(_ reader: ValueReader) {
        guard let fields = Fields<BodyKey>(reader, of: "a volume", allowing: BodyKey.ofVolumes, acceptsNull: true)
        else {
            _ = reader.resourceKey()
            return nil
        }
        let size = fields.required(.size, hint: "add, for instance, `size: 100GiB`")
        self.init(reader, fields, .volume(size: size?.declared { $0.size() }))
    }

    /// Reads an entry of `app_instances`.
    init?(tree reader: ValueReader) {
        guard let fields = Fields<BodyKey>(reader, of: "an app instance", allowing: BodyKey.ofAppInstances)
        else {
            _ = reader.resourceKey()
            return nil
        }
        let block = fields.required(
            .storageInstances, hint: "one volume alone is shorter under `volumes`")
        let entries = block?.entries()
        if let block, let entries {
            block.checkParts(entries, noun: "storage instance", ofOne: "an app instance")
        }
        self.init(reader, fields, .tree((entries ?? []).compactMap(StorageInstanceDeclaration.init)))
    }

    private init(_ reader: ValueReader, _ fields: Fields<BodyKey>, _ form: Form) {
        key = reader.key
        let soundKey = reader.resourceKey()
        self.form = form
        type = fields[.type]?.declared { $0.text() }
        settings = VolumeSettings(fields, via: nil)
        home = Home(fields)
        members = VolumeMembers(fields[.forEach])
        instances =
            soundKey.map { [members] key in
                VolumeNaming(entry: reader, key: key, name: fields[.name]).instances(of: members)
            } ?? []
    }
}

extension VolumeDeclaration.Home {
    fileprivate init(_ fields: Fields<BodyKey>) {
        switch (fields[.tenant], fields[.project]) {
        case (nil, nil): self = .stack
        case (let tenant?, nil): self = tenant.tenantPath().map(Self.tenant) ?? .unknown
        case (nil, let project?): self = project.declared { $0.projectID() }.map(Self.project) ?? .unknown
        case (.some, let project?):
            project.report("a volume has a `tenant` or a `project`, not both")
            self = .unknown
        }
    }
}

extension ValueReader {
    /// An OpenStack project id, of which a tenant `OS-<id>` can be made.
    fileprivate func projectID() -> String? {
        guard let text = text() else { return nil }
        guard TenantPath(project: text).components.allSatisfy(NameRule.name.accepts) else {
            report("\(label) must be an OpenStack project id, not \(text.quoted)")
            return nil
        }
        return text
    }
}
