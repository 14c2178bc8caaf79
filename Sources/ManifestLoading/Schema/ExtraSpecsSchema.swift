import JSONSchema
import StorageModel

/// Extra specs of an OpenStack volume type, pasted: values are text there, and keys without `DF:` mean nothing here.
enum ExtraSpecsSchema {
    static let root: SchemaNode = [
        "type": "object", "description": "Extra specs of an OpenStack volume type, unchanged.",
        "additionalProperties": false, "patternProperties": ["^(?!DF:)": [:]],
        "properties": .object(
            ExtraSpecs.settingKeys.map { .init(ExtraSpecs.prefix + $0.rawValue, value(of: $0)) }
                + QoSKey.allCases.map { .init(ExtraSpecs.prefix + $0.rawValue, value(of: $0)) }),
    ]

    private static func value(of key: VolumeKey) -> SchemaNode { asText[key] ?? VolumeSchema.value(of: key) }

    /// Those that OpenStack spells otherwise.
    private static let asText: [VolumeKey: SchemaNode] = [
        .replicaCount: [
            "anyOf": [["type": "integer", "minimum": 1, "maximum": 5], ManifestSchema.pattern("^[1-5]$")]
        ],
        .ipPool: [
            "anyOf": [
                ManifestSchema.pattern("^\(ManifestSchema.name)(, *\(ManifestSchema.name))*$"),
                VolumeSchema.value(of: .ipPool),
            ]
        ],
        .roundRobin: [
            "anyOf": [
                ["type": "boolean"],
                ManifestSchema.pattern("^(\(ExtraSpecs.flagPrefix))?(true|True|TRUE|false|False|FALSE)$"),
            ]
        ],
        .template: ["anyOf": [["const": ""], VolumeSchema.value(of: .template)]],
    ]

    private static func value(of key: QoSKey) -> SchemaNode {
        switch key {
        case .limit(let field): ["anyOf": [["const": "unlimited"], QuantitySchema.rate(field, isText: true)]]
        case .iopsPerGB: QuantitySchema.rate(.totalIOPS, isText: true)
        case .bandwidthPerGB: QuantitySchema.rate(.totalBandwidth, isText: true)
        }
    }
}
