import JSONSchema
import StorageModel

/// Who may connect.
enum AccessSchema {
    private static let iqn = ManifestSchema.pattern(
        #"^(iqn\.[0-9]{4}-[01][0-9]\.(?=[^/\u0000-\u0020]*\.)[^/\u0000-\u0020]{1,212}|eui\.[0-9A-Fa-f]{16})$"#,
        "The initiator's iSCSI name.")
    /// Keys of the manifest, which may look like numbers.
    private static let keys = ManifestSchema.unique(["type": ["string", "number", "boolean"]], "Their keys.")

    static let initiator: SchemaNode = [
        "anyOf": [
            iqn.with(["minLength": 16]),
            ManifestSchema.object(InitiatorKey.self, of: "An initiator.", required: [.iqn]) {
                switch $0 {
                case .iqn: iqn.with(["minLength": 16])
                case .name: ManifestSchema.pattern("^[A-Za-z_][A-Za-z0-9_. -]{2,127}$", "Its label on the DSP.")
                }
            },
        ]
    ]

    static let group: SchemaNode = [
        "anyOf": [
            keys,
            ManifestSchema.object(InitiatorGroupKey.self, of: "An initiator group.", required: [.members]) {
                switch $0 {
                case .name: ManifestSchema.pattern("^\(ManifestSchema.name)$", "Its name on the DSP.")
                case .members: keys
                }
            },
        ]
    ]

    static let attachment = ManifestSchema.object(AttachmentKey.self, of: "Who may connect to the volume.") {
        switch $0 {
        case .initiators, .initiatorGroups: keys
        case .chap: ["anyOf": [["const": "none"], chap]]
        }
    }

    static let chap = ManifestSchema.object(CHAPKey.self, of: "CHAP.", required: [.user, .password]) {
        switch $0 {
        case .user, .password: credential($0)
        case .version: ManifestSchema.integer(1...Int(Int32.max), "Increase it to have the password written again.")
        case .mutual:
            ManifestSchema.object(
                CHAPKey.self, keys: CHAPKey.ofMutual, of: "What the target presents to the host (mutual CHAP).",
                required: CHAPKey.ofMutual
            ) { credential($0) }
        }
    }

    private static func credential(_ key: CHAPKey) -> SchemaNode {
        switch key {
        case .user, .version, .mutual: ManifestSchema.pattern("^\(ManifestSchema.name)$", "The CHAP user.")
        case .password:
            ManifestSchema.pattern(
                #"^(env:[A-Za-z_][A-Za-z0-9_]*|file:[^\u0000-\u001f]+)$"#,
                "Where the secret is: `env:NAME` or `file:PATH`, never the secret itself.")
        }
    }
}
