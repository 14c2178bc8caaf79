import JSONSchema
import StorageModel

/// What becomes of resources: moved, removed, left alone, and how much at once.
enum LifecycleSchema {
    /// `ledger@before-upgrade`
    private static let namedSnapshot = #"[A-Za-z_][A-Za-z0-9_-]*(\[[A-Za-z0-9_-]+\])?@[A-Za-z_.][A-Za-z0-9_.-]{0,63}"#
    /// The same, or by its time stamp.
    static let snapshot =
        #"[A-Za-z_][A-Za-z0-9_-]*(\[[A-Za-z0-9_-]+\])?@([A-Za-z_.][A-Za-z0-9_.-]{0,63}|[0-9]+(\.[0-9]+)+)"#

    /// `app_instance/warehouse/logs`, `app_instance/warehouse/logs/redo`
    private static let part =
        #"app_instance/[A-Za-z_][A-Za-z0-9_-]*(\[[A-Za-z0-9_-]+\])?(/\#(ManifestSchema.name)){1,2}"#

    /// `ledger@hourly`, `warehouse/data/rows@hourly`
    private static let policy =
        #"snapshot_policy/[A-Za-z_][A-Za-z0-9_-]*(\[([A-Za-z0-9_-]+|\*)\])?(/\#(ManifestSchema.name)/\#(ManifestSchema.name))?@\#(ManifestSchema.name)"#

    static let snapshots: SchemaNode = [
        "type": ["object", "null"], "description": "Snapshots to take, as `volume@name: {}`.",
        "propertyNames": ["pattern": .text("^\(namedSnapshot)$")],
        "additionalProperties": ["type": ["object", "null"], "maxProperties": 0],
    ]

    static let moved: SchemaNode = [
        "type": "array", "description": "Volumes whose key has changed since the last apply.",
        "items": ManifestSchema.object(MoveKey.self, of: "A move.", required: MoveKey.allCases) {
            switch $0 {
            case .from, .to:
                ManifestSchema.pattern(
                    #"^(volume|app_instance)/[A-Za-z_][A-Za-z0-9_-]*(\[[A-Za-z0-9_-]+\])?$"#, "`volume/ledger`")
            }
        },
    ]

    static let removed: SchemaNode = [
        "type": "array", "description": "Resources to remove, and how.",
        "items": ManifestSchema.object(RemovalKey.self, of: "A removal.", required: [.from, .action]) {
            switch $0 {
            case .from:
                ManifestSchema.pattern(
                    "^(\(ManifestSchema.volumePattern)|\(part)|snapshot/\(snapshot)|\(policy)|initiator/.+|initiator_group/.+|tenant/\(ManifestSchema.properTenant))$",
                    "`volume/reports`, `snapshot/ledger@old`, `snapshot_policy/ledger@hourly`, `initiator/IQN`, `initiator_group/NAME`, `tenant/PATH`"
                )
            case .action:
                ManifestSchema.choice(Removal.Action.self, "Only volumes can be forgotten or put into the trash.")
            case .tenant: ManifestSchema.tenantPath
            }
        }.with([
            "allOf": [
                [
                    "if": [
                        "properties": [
                            "from": [
                                "pattern": .text(
                                    "^((initiator|initiator_group|tenant|snapshot|snapshot_policy)/|\(part)$)")
                            ]
                        ]
                    ],
                    "then": ["properties": ["action": ["const": "delete"]]],
                ],
                [
                    "if": [
                        "properties": ["from": ["pattern": "^(volume|app_instance|tenant|snapshot|snapshot_policy)/"]]
                    ],
                    "then": ["properties": ["tenant": false]],
                ],
            ]
        ]),
    ]

    static let ignore: SchemaNode = [
        "type": "array", "description": "Differences to ignore, optionally until a given day.",
        "items": ManifestSchema.object(
            IgnoreKey.self, of: "Fields to ignore.", required: [.match, .fields, .reason]
        ) {
            switch $0 {
            case .match:
                ManifestSchema.pattern("^(volume|app_instance)/", "A volume's address, in which * matches any text.")
            case .fields:
                ManifestSchema.unique(
                    ["enum": .list(IgnoreRule.fieldNames.map { .text($0) })], "The fields to ignore.", isFilled: true)
            case .until:
                ManifestSchema.pattern("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", "The last day.")
            case .reason: ["type": ["string", "number", "boolean"], "description": "Why."]
            }
        },
    ]

    static let guards = ManifestSchema.object(GuardKey.self, of: "Limits for one plan.") {
        switch $0 {
        case .maxDeletes:
            ManifestSchema.integer(
                0...4096, "How many volumes and snapshots it may delete or move to the trash; default 0.")
        case .maxUpdatePercent:
            ManifestSchema.integer(0...100, "How much of the stack it may change, in percent; default 30.")
        case .maxProvisionedPercent:
            ManifestSchema.integer(1...1000, "How much of the array's capacity may be provisioned, in percent.")
        }
    }
}
