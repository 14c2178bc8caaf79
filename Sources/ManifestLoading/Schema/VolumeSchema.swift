import JSONSchema
import StorageModel

/// The blocks that say how a volume shall be.
enum VolumeSchema {
    static let type = ManifestSchema.object(
        VolumeKey.self, keys: VolumeKey.ofVolumeTypes, of: "A volume type."
    ) { value(of: $0) }

    /// `size` may be missing: a type that is made from a template, perhaps declared in another document, has one.
    static let volume = ManifestSchema.object(
        VolumeKey.self, keys: VolumeKey.ofVolumes, of: "A volume, or with `for_each` one for each member."
    ) { value(of: $0) }
    .with([
        "allOf": [
            ["not": ["required": ["tenant", "project"]]],
            ["if": ["required": ["clone_of"]], "then": ["properties": ["from_snapshot": false]]],
            [
                "if": ["anyOf": [["required": ["clone_of"]], ["required": ["from_snapshot"]]]],
                "then": ["properties": ["template": false]],
            ],
            [
                "if": ["required": ["for_each"]],
                "then": ["properties": ["name": ["pattern": #"\{key\}"#]]],
                "else": ["properties": ["name": ["pattern": .text("^(\(ManifestSchema.name)|\(uuid))$")]]],
            ],
        ]
    ])

    static let appInstance = ManifestSchema.object(
        VolumeKey.self, keys: VolumeKey.ofAppInstances,
        of: "An app instance with its storage instances, or with `for_each` one for each member.",
        required: [.storageInstances]
    ) { value(of: $0) }
    .with([
        "allOf": [
            ["not": ["required": ["tenant", "project"]]],
            [
                "if": ["required": ["for_each"]],
                "then": ["properties": ["name": ["pattern": #"\{key\}"#]]],
                "else": ["properties": ["name": ["pattern": .text("^(\(ManifestSchema.name)|\(uuid))$")]]],
            ],
        ]
    ])

    /// Storage instances, or volumes of one, by their names on the DSP.
    private static func parts(_ entry: SchemaNode, _ description: String) -> SchemaNode {
        [
            "type": "object", "description": .text(description), "minProperties": 1, "maxProperties": 256,
            "propertyNames": ["pattern": .text("^\(ManifestSchema.name)$")], "additionalProperties": entry,
        ]
    }

    private static let uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    private static let name = ManifestSchema.pattern("^\(ManifestSchema.name)$")

    static func value(of key: VolumeKey) -> SchemaNode {
        switch key {
        case .replicaCount: ManifestSchema.integer(1...5, "How many copies; on a live volume it only grows.")
        case .placementPolicy: name.with(["description": "Placement policy, product 3.3 and later."])
        case .placementMode: ManifestSchema.choice(PlacementMode.self, "Placement before product 3.3.")
        case .ipPool:
            [
                "description": "Access network IP pool, or several of which any will do.",
                "anyOf": [name, ManifestSchema.unique(name, "Pools.", isFilled: true)],
            ]
        case .roundRobin:
            ["type": "boolean", "description": "Whether connections are spread over the portals, volume by volume."]
        case .qos:
            ManifestSchema.object(QoSKey.self, of: "Limits; what is left out is not managed.") {
                QuantitySchema.value(of: $0)
            }
        case .snapshotPolicies: snapshotPolicies
        case .protect: ["type": "boolean", "description": "Whether deletion is refused; kept on the array."]
        case .adminState: ManifestSchema.choice(AdminState.self, "Whether it serves.")
        case .accessControlMode:
            ManifestSchema.choice(
                AccessControlMode.self,
                "deny_all unless given. Of a live volume allow_all becomes deny_all, never the other way round.")
        case .extend: ManifestSchema.choice(ExtendMode.self, "Whether it is taken offline to grow.")
        case .manage: ManifestSchema.choice(ManageLevel.self, "How much the stack may decide.")
        case .defaultStorageName: name.with(["description": "Name of the storage instance; `storage-1` without."])
        case .defaultVolumeName: name.with(["description": "Name of the volume; `volume-1` without."])
        case .template: name.with(["description": "App template that it is made from."])
        case .storageInstances:
            parts(
                ManifestSchema.object(
                    VolumeKey.self, keys: VolumeKey.ofStorageInstances, of: "A storage instance: one iSCSI target.",
                    required: [.volumes]
                ) { value(of: $0) }, "Its storage instances by name.")
        case .volumes:
            parts(
                ManifestSchema.object(
                    VolumeKey.self, keys: VolumeKey.ofInnerVolumes, of: "A volume of a storage instance.",
                    required: [.size]
                ) { value(of: $0) }, "Its volumes by name.")
        case .chap: AccessSchema.chap
        case .description:
            ["type": ["string", "number", "boolean"], "description": "For people; kept in the extended metadata."]
        case .metadata:
            [
                "type": "object", "description": "Key-values of yours, kept in the array's extended metadata.",
                "propertyNames": [
                    "pattern": .text("^(?!da\\.).+$"), "not": ["const": .text(MetadataKey.humanDescription)],
                ],
                "additionalProperties": ["type": ["string", "number", "boolean", "null"]],
            ]
        case .type: ["type": ["string", "number", "boolean"], "description": "The volume type."]
        case .extraSpecs: ExtraSpecsSchema.root
        case .size: QuantitySchema.size
        case .name: ["type": "string", "description": "Its name on the DSP; the key without."]
        case .tenant: ManifestSchema.tenantPath
        case .project:
            [
                "type": ["string", "integer"], "pattern": "^[A-Za-z0-9_.-]{1,61}$",
                "description": "OpenStack project id; the tenant is OS-<id>.",
            ]
        case .cloneOf:
            [
                "description": "A volume of this stack, or an existing one, that it starts as a copy of.",
                "anyOf": [
                    ManifestSchema.pattern(#"^[A-Za-z_][A-Za-z0-9_-]*(\[[A-Za-z0-9_-]+\])?$"#),
                    ManifestSchema.object(ExistingKey.self, of: "A volume of somebody else.", required: [.existing]) {
                        switch $0 {
                        case .existing: ManifestSchema.pattern("^(\(ManifestSchema.name)|\(uuid))$", "Its name.")
                        }
                    },
                ],
            ]
        case .fromSnapshot:
            ManifestSchema.pattern("^\(LifecycleSchema.snapshot)$", "A snapshot that it starts from: `ledger@before`.")
        case .forEach:
            ManifestSchema.unique(
                ["type": ["string", "integer"], "pattern": "^[A-Za-z0-9_-]+$", "minimum": 0],
                "A volume for each member; `{key}` in `name` stands for it.")
        }
    }

    private static let snapshotPolicies: SchemaNode = [
        "type": "object", "description": "All snapshot policies by name; {} for none.",
        "propertyNames": ["pattern": .text("^\(ManifestSchema.name)$")],
        "additionalProperties": ManifestSchema.object(
            SnapshotPolicyKey.self, of: "A snapshot policy.", required: [.interval, .retentionCount]
        ) {
            switch $0 {
            case .interval: ManifestSchema.choice(SnapshotPolicy.Interval.self, "How often.")
            case .retentionCount: ManifestSchema.integer(1...256, "How many are kept.")
            case .startTime:
                ManifestSchema.pattern(
                    #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$"#,
                    "ISO 8601 with its zone.")
            }
        },
    ]
}
