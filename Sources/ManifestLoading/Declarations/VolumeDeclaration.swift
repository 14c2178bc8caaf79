import Diagnostics
import StorageModel

/// One entry of `volumes`: one volume, or with `for_each` one for each member.
struct VolumeDeclaration {
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
    let size: Declared<Gibibytes>?
    let home: Home
    let origin: Declared<OriginDeclaration>?
    let members: VolumeMembers
    /// Those whose key and name are sound.
    let instances: [Instance]

    init?(_ reader: ValueReader) {
        key = reader.key
        let soundKey = reader.resourceKey()
        guard let fields = Fields<BodyKey>(reader, of: "a volume", allowing: BodyKey.ofVolumes, acceptsNull: true)
        else { return nil }
        type = fields[.type]?.declared { $0.text() }
        settings = VolumeSettings(fields, via: nil)
        size = fields.required(.size, hint: "add, for instance, `size: 100GiB`")?.declared { $0.size() }
        home = Home(fields)
        origin = OriginDeclaration.read(fields)
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
