package import JSONSchema
import StorageModel

/// The JSON Schema of a manifest, for editors and pipelines.
///
/// Made of the same key enums that the loader reads with, so that a key cannot be in one and not in the other: each
/// `switch` here must say what stands under a key. It says what can be said of one document without looking elsewhere;
/// references, and what several documents make together, are `validate`'s alone.
package enum ManifestSchema {
    package static let root: SchemaNode =
        object(StackKey.self, of: "The declaration of one stack.") { value(of: $0) }.with([
            "$schema": .text(SchemaNode.dialect),
            "$id": "urn:datera-apply:schema:manifest:v1",
            "title": "datera-apply manifest",
        ])

    private static func value(of key: StackKey) -> SchemaNode {
        switch key {
        case .apiVersion: ["const": .text(StackHeader.apiVersion)]
        case .kind: ["const": .text(StackHeader.kind)]
        case .stack:
            pattern("^[a-z0-9-]{3,32}$", "The stack's name, recorded as the owner of everything that it creates.")
        case .tenant:
            [
                "description":
                    "The tenant of resources that name none; `map`: the tenant of each volume's OpenStack project.",
                "anyOf": [["const": "map"], tenantPath],
            ]
        case .cluster:
            object(
                ClusterKey.self, of: "The only array that this stack may be applied to.", required: ClusterKey.allCases
            ) {
                switch $0 {
                case .uuid: pattern("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")
                }
            }
        case .defaults:
            orNull(
                object(VolumeKey.self, keys: VolumeKey.ofDefaults, of: "Default settings; volume types override them.")
                {
                    VolumeSchema.value(of: $0)
                })
        case .tenants:
            section("Tenants to create.", tenantEntry)
                .with(["propertyNames": pattern("^\(properTenant)$")])
        case .initiators: section("Initiators, each under a key of your choice.", AccessSchema.initiator, named: true)
        case .initiatorGroups:
            section("Groups of initiators; their members are authoritative.", AccessSchema.group, named: true)
        case .volumeTypes: section("Settings of volumes of this type.", orNull(VolumeSchema.type))
        case .volumes:
            section("Volumes, each under a key of your choice that identifies it.", VolumeSchema.volume, volumes: true)
        case .appInstances:
            section(
                "Volumes of several storage instances, or of several volumes in one.", VolumeSchema.appInstance,
                volumes: true)
        case .options:
            orNull(
                object(DriverOptionKey.self, of: "Options of Cinder's driver, without the prefix `datera_`.") {
                    switch $0 {
                    case .debugReplicaCountOverride: flag("Create every volume with one replica.")
                    case .disableExtendedMetadata: flag("Write neither descriptions nor metadata.")
                    case .disableTemplateOverride: flag("A volume created from a template gets the template's size.")
                    }
                })
        case .naming: choice(StackHeader.Naming.self, "How volumes without `name` are named on the DSP.")
        case .snapshots: LifecycleSchema.snapshots
        case .attachments:
            section("Who may connect to a volume; the lists are its complete ACL.", AccessSchema.attachment)
                .with(["propertyNames": [:]])
        case .moved: LifecycleSchema.moved
        case .removed: LifecycleSchema.removed
        case .ignore: LifecycleSchema.ignore
        case .guards: orNull(LifecycleSchema.guards)
        case .imageCache: orNull(ImageSchema.cache)
        }
    }

    private static let tenantEntry = orNull(
        object(TenantKey.self, of: "A tenant.") {
            switch $0 {
            case .description: pattern("^[A-Za-z_][A-Za-z0-9_. -]{2,127}$", "Its description on the DSP.")
            }
        })
}

extension ManifestSchema {
    /// One part of a tenant's path; uuids are names, too.
    private static let tenantName = "([A-Za-z_][A-Za-z0-9_.-]{2,63}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    /// A tenant below `/root`.
    static let properTenant = "/*(root/+)?(?!root/*$)\(tenantName)(/+\(tenantName))*/*"
    static let tenantPath = pattern(
        "^(/*root/*|/+|\(properTenant))$", "A tenant: `payments`, or `/root/payments`.")
    static let volumePattern = #"(volume|app_instance)/[A-Za-z_][A-Za-z0-9_-]*(\[([A-Za-z0-9_-]+|\*)\])?"#
    /// 3-64 characters, the DSP's rule for names.
    static let name = "[A-Za-z_][A-Za-z0-9_.-]{2,63}"

    /// A mapping with the keys of an enum, and no others.
    static func object<Key: FieldKey>(
        _: Key.Type, keys: [Key] = Array(Key.allCases), of description: String, required: [Key] = [],
        _ value: (Key) -> SchemaNode
    ) -> SchemaNode {
        var node: SchemaNode = [
            "type": "object", "description": .text(description), "additionalProperties": false,
            "properties": .object(keys.map { .init($0.rawValue, value($0)) }),
        ]
        if !required.isEmpty { node = node.with(["required": .list(required.map { .text($0.rawValue) })]) }
        return node
    }

    /// Entries by key.
    ///
    /// - Parameters:
    ///   - named: whether a short key needs a `name`.
    ///   - volumes: the same, but members of `for_each` have names of their own.
    private static func section(
        _ description: String, _ entry: SchemaNode, named: Bool = false, volumes: Bool = false
    ) -> SchemaNode {
        var node: SchemaNode = [
            "type": ["object", "null"], "description": .text(description),
            "propertyNames": ["pattern": .text("^[A-Za-z_][A-Za-z0-9_-]\(volumes ? "{0,45}" : "*")$")],
            "additionalProperties": entry,
        ]
        let hasName: SchemaNode = ["type": "object", "required": ["name"]]
        if named { node = node.with(["patternProperties": ["^.{1,2}$": ["allOf": [entry, hasName]]]]) }
        if volumes {
            let isMany: SchemaNode = ["required": ["for_each"]]
            node = node.with(["patternProperties": ["^.{1,2}$": ["allOf": [entry, ["anyOf": [hasName, isMany]]]]]])
        }
        return node.with(["additionalProperties": entry])
    }

    static func orNull(_ node: SchemaNode) -> SchemaNode { node.with(["type": ["object", "null"]]) }

    static func pattern(_ text: String, _ description: String? = nil) -> SchemaNode {
        let node: SchemaNode = ["type": "string", "pattern": .text(text)]
        return description.map { node.with(["description": .text($0)]) } ?? node
    }

    static func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _: Choice.Type, _ description: String
    ) -> SchemaNode {
        ["description": .text(description), "enum": .list(Choice.allCases.map { .text($0.rawValue) })]
    }

    private static func flag(_ description: String) -> SchemaNode {
        ["description": .text(description), "type": "boolean"]
    }

    static func integer(_ range: ClosedRange<Int>, _ description: String) -> SchemaNode {
        [
            "description": .text(description), "type": "integer", "minimum": .number(range.lowerBound),
            "maximum": .number(range.upperBound),
        ]
    }

    /// A list whose entries differ.
    static func unique(_ items: SchemaNode, _ description: String, isFilled: Bool = false) -> SchemaNode {
        let node: SchemaNode = [
            "description": .text(description), "type": "array", "items": items, "uniqueItems": true,
        ]
        return isFilled ? node.with(["minItems": 1]) : node
    }
}
