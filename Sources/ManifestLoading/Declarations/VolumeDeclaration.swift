import Diagnostics
import StorageModel

/// One entry of `volumes` or `app_instances`: one app instance, or with `for_each` one for each member.
struct VolumeDeclaration {
    /// What the app instance consists of.
    enum Form {
        /// An entry of `volumes`: one storage instance with one volume, or what its template makes. The size is nil
        /// when it could not be read, or is missing, which only a template allows.
        case volume(size: Declared<Gibibytes>?, isMissing: Bool)
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
        /// Its id in OpenStack, where the stack uses Cinder's names.
        var openStackID: String?
    }

    let key: Node.Key
    let type: Declared<String>?
    let settings: VolumeSettings
    let form: Form
    let home: Home
    let origin: Declared<OriginDeclaration>?
    let image: Declared<DesiredImage>?
    let members: VolumeMembers
    let metadata: MetadataDeclaration
    /// Those whose key and name are sound.
    let instances: [Instance]

    /// Reads an entry of `volumes`.
    init?(_ reader: ValueReader, in header: StackHeader) {
        guard let fields = Fields<VolumeKey>(reader, of: "a volume", allowing: VolumeKey.ofVolumes, acceptsNull: true)
        else {
            _ = reader.resourceKey()
            return nil
        }
        let size = fields[.size]?.declared { $0.size() }
        self.init(
            reader, fields, header, .volume(size: size, isMissing: fields.lacks(.size) && fields.lacks(.template)))
    }

    /// Reads an entry of `app_instances`.
    init?(tree reader: ValueReader, in header: StackHeader) {
        guard let fields = Fields<VolumeKey>(reader, of: "an app instance", allowing: VolumeKey.ofAppInstances)
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
        self.init(reader, fields, header, .tree((entries ?? []).compactMap(StorageInstanceDeclaration.init)))
    }

    private init(_ reader: ValueReader, _ fields: Fields<VolumeKey>, _ header: StackHeader, _ form: Form) {
        key = reader.key
        let soundKey = reader.resourceKey()
        self.form = form
        type = fields[.type]?.declared { $0.text() }
        settings = VolumeSettings(fields, via: nil)
        home = Home(fields)
        origin = OriginDeclaration.read(fields)
        image = ImageDeclaration.read(fields)
        members = VolumeMembers(fields[.forEach])
        metadata = MetadataDeclaration(fields)
        instances =
            soundKey.map { [members] key in
                VolumeNaming(
                    entry: reader, key: key, name: fields[.name],
                    openStack: header.naming == .openstack ? header.stack : nil
                ).instances(of: members)
            } ?? []
    }
}

extension VolumeDeclaration.Home {
    fileprivate init(_ fields: Fields<VolumeKey>) {
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

/// Which volumes one entry of `volumes` stands for.
enum VolumeMembers {
    case single
    /// One for each member of `for_each`.
    case each([Declared<String>])
    /// `for_each` could not be read, at least in part.
    case unknown

    init(_ forEach: ValueReader?) {
        guard let forEach else {
            self = .single
            return
        }
        let list = forEach.uniqueItems { $0.memberName() }
        self = list.flatMap { $0.isComplete ? .each($0.entries) : nil } ?? .unknown
    }
}

/// Whether a volume is taken offline to make it larger.
enum ExtendMode: String, CaseIterable {
    case online, offline
}
