import JSONSchema
import StorageModel

/// The blocks that configure volumes.
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
                "if": ["required": ["image"]],
                "then": ["properties": ["clone_of": false, "from_snapshot": false, "template": false]],
            ],
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
        case .replicaCount:
            ManifestSchema.integer(1...5, "Number of replicas; on an existing volume it can only be increased.")
        case .placementPolicy: name.with(["description": "Placement policy, product 3.3 and later."])
        case .placementMode: ManifestSchema.choice(PlacementMode.self, "Placement before product 3.3.")
        case .ipPool:
            [
                "description": "Access network IP pool, or a list of acceptable ones.",
                "anyOf": [name, ManifestSchema.unique(name, "Pools.", isFilled: true)],
            ]
        case .roundRobin:
            ["type": "boolean", "description": "Whether hosts start with a different portal for each volume."]
        case .qos:
            ManifestSchema.object(QoSKey.self, of: "QoS limits; a limit that is left out is not managed.") {
                QuantitySchema.value(of: $0)
            }
        case .snapshotPolicies: snapshotPolicies
        case .protect: ["type": "boolean", "description": "Whether deletion is refused; stored on the array."]
        case .adminState: ManifestSchema.choice(AdminState.self, "Whether it is online.")
        case .accessControlMode:
            ManifestSchema.choice(
                AccessControlMode.self,
                "Default deny_all. An existing volume can be changed to deny_all, but not to allow_all.")
        case .extend: ManifestSchema.choice(ExtendMode.self, "Whether it is taken offline to be extended.")
        case .manage: ManifestSchema.choice(ManageLevel.self, "What the stack may change.")
        case .defaultStorageName: name.with(["description": "Name of the storage instance; default `storage-1`."])
        case .defaultVolumeName: name.with(["description": "Name of the volume; default `volume-1`."])
        case .template: name.with(["description": "App template to create it from."])
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
            ["type": ["string", "number", "boolean"], "description": "A description, stored in the array's metadata."]
        case .metadata:
            [
                "type": "object", "description": "Metadata to store on the array.",
                "propertyNames": [
                    "pattern": .text("^(?!da\\.).+$"), "not": ["const": .text(MetadataKey.humanDescription)],
                ],
                "additionalProperties": ["type": ["string", "number", "boolean", "null"]],
            ]
        case .type: ["type": ["string", "number", "boolean"], "description": "The volume type."]
        case .extraSpecs: ExtraSpecsSchema.root
        case .size: QuantitySchema.size
        case .name: ["type": "string", "description": "Its name on the DSP; default: the key."]
        case .tenant: ManifestSchema.tenantPath
        case .project:
            [
                "type": ["string", "integer"], "pattern": "^[A-Za-z0-9_.-]{1,61}$",
                "description": "OpenStack project id; the tenant is OS-<id>.",
            ]
        case .cloneOf:
            [
                "description": "The volume to clone: one of this stack, or an existing one.",
                "anyOf": [
                    ManifestSchema.pattern(#"^[A-Za-z_][A-Za-z0-9_-]*(\[[A-Za-z0-9_-]+\])?$"#),
                    ManifestSchema.object(
                        ExistingKey.self, of: "An existing volume outside this stack.", required: [.existing]
                    ) {
                        switch $0 {
                        case .existing: ManifestSchema.pattern("^(\(ManifestSchema.name)|\(uuid))$", "Its name.")
                        }
                    },
                ],
            ]
        case .fromSnapshot:
            ManifestSchema.pattern("^\(LifecycleSchema.snapshot)$", "The snapshot to clone: `ledger@before`.")
        case .image: ImageSchema.root
        case .forEach:
            ManifestSchema.unique(
                ["type": ["string", "integer"], "pattern": "^[A-Za-z0-9_-]+$", "minimum": 0],
                "Creates a volume for each member; `{key}` in `name` is replaced by the member.")
        }
    }

    private static let snapshotPolicies: SchemaNode = [
        "type": "object", "description": "All snapshot policies by name; {} for none.",
        "propertyNames": ["pattern": .text("^\(ManifestSchema.name)$")],
        "additionalProperties": ManifestSchema.object(
            SnapshotPolicyKey.self, of: "A snapshot policy.", required: [.interval, .retentionCount]
        ) {
            switch $0 {
            case .interval: ManifestSchema.choice(SnapshotPolicy.Interval.self, "How often a snapshot is taken.")
            case .retentionCount: ManifestSchema.integer(1...256, "How many snapshots to keep.")
            case .startTime:
                ManifestSchema.pattern(
                    #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$"#,
                    "The time of the first snapshot, as ISO 8601 with a time zone.")
            }
        },
    ]
}
