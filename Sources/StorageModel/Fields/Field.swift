/// A field of a resource: what plans, drift, `explain` and export know it by.
package enum Field: Hashable, Sendable {
    // Of a volume.
    case size, replicaCount, placementPolicy, placementMode
    case qos(QoSField)
    /// By the name of the policy.
    case snapshotPolicy(String)
    // Of a storage instance.
    case ipPool, initiators, initiatorGroups, chap, chapPassword, chapTargetPassword, accessControlMode
    // Of an app instance.
    case name, adminState, template, protect, cloneOf, fromSnapshot, image, description
    case metadata(String)
    /// What a volume holds, where a snapshot brings it back.
    case data
    /// What plans say of a resource besides: its tenant, its marker, the moment of a snapshot.
    case other(String)

    private static let plain: [Field] = [
        .size, .replicaCount, .placementPolicy, .placementMode, .ipPool, .initiators, .initiatorGroups, .chap,
        .chapPassword, .chapTargetPassword, .accessControlMode, .name, .adminState, .template, .protect, .cloneOf,
        .fromSnapshot, .image, .description, .data,
    ]
    private static let byWord = Dictionary(uniqueKeysWithValues: plain.map { ($0.word, $0) })

    /// Its place in the manifest, below its resource.
    package var word: String {
        switch self {
        case .size: "size"
        case .replicaCount: "replica_count"
        case .placementPolicy: "placement_policy"
        case .placementMode: "placement_mode"
        case .qos(let field): Self.qosPrefix + field.rawValue
        case .snapshotPolicy(let name): Self.policyPrefix + name
        case .ipPool: "ip_pool"
        case .initiators: "attachments.initiators"
        case .initiatorGroups: "attachments.initiator_groups"
        case .chap: "attachments.chap"
        case .chapPassword: "attachments.chap.password"
        case .chapTargetPassword: "attachments.chap.mutual.password"
        case .accessControlMode: "access_control_mode"
        case .name: "name"
        case .adminState: "admin_state"
        case .template: "template"
        case .protect: "protect"
        case .cloneOf: "clone_of"
        case .fromSnapshot: "from_snapshot"
        case .image: "image"
        case .description: "description"
        case .metadata(let key): Self.metadataPrefix + key
        case .data: "data"
        case .other(let word): word
        }
    }

    /// The group that `ignore` and markers know it by; nil for what they do not speak of.
    package var group: FieldGroups? {
        switch self {
        case .size: .size
        case .replicaCount: .replicas
        case .placementPolicy, .placementMode: .placement
        case .qos: .qos
        case .snapshotPolicy: .snapshotPolicies
        case .ipPool: .ipPool
        case .initiators, .initiatorGroups: .attachments
        case .chap, .chapPassword, .chapTargetPassword: .chap
        case .accessControlMode: .accessControlMode
        case .name: .name
        case .adminState: .adminState
        case .template: .template
        case .description, .metadata: .metadata
        case .protect, .cloneOf, .fromSnapshot, .image, .data, .other: nil
        }
    }

    /// The field that has this word.
    package init(word: String) {
        if let field = Self.byWord[word] {
            self = field
        } else if let field = Self.rest(of: word, after: Self.qosPrefix).flatMap(QoSField.init) {
            self = .qos(field)
        } else if let name = Self.rest(of: word, after: Self.policyPrefix) {
            self = .snapshotPolicy(name)
        } else if let key = Self.rest(of: word, after: Self.metadataPrefix) {
            self = .metadata(key)
        } else {
            self = .other(word)
        }
    }

    /// Whether it is one of those named here.
    fileprivate var isKnown: Bool {
        if case .other = self { false } else { true }
    }

    private static let qosPrefix = "qos."
    private static let policyPrefix = "snapshot_policies."
    private static let metadataPrefix = "metadata."

    private static func rest(of word: String, after prefix: String) -> String? {
        word.hasPrefix(prefix) ? String(word.dropFirst(prefix.count)) : nil
    }
}

/// A field with the storage instance or volume that has it, where an app instance has several.
package struct FieldPath: Hashable, Sendable, CustomStringConvertible {
    package var place: AppInstancePart?
    package var field: Field

    package init(_ field: Field, of place: AppInstancePart? = nil) {
        self.field = field
        self.place = place
    }

    /// `size`, or `storage-1/volume-1 size`.
    package var description: String { place.map { "\($0) \(field.word)" } ?? field.word }

    /// Reads what `description` writes.
    package init(text: String) {
        self.init(Field(word: text))
        guard !field.isKnown, let blank = text.firstIndex(of: " ") else { return }
        let inner = Field(word: String(text[text.index(after: blank)...]))
        if inner.isKnown { self.init(inner, of: AppInstancePart(text: text[..<blank])) }
    }
}

/// In JSON its text.
extension FieldPath: Codable {
    package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }

    package init(from decoder: any Decoder) throws { self.init(text: try String(from: decoder)) }
}

extension AppInstancePart {
    fileprivate init(text: Substring) {
        if let slash = text.firstIndex(of: "/") {
            let volume = String(text[text.index(after: slash)...])
            self = .volume(VolumePath(storage: String(text[..<slash]), volume: volume))
        } else {
            self = .storageInstance(String(text))
        }
    }
}
