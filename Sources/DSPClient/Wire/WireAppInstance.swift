/// An app instance as the list shows it, with its whole tree (dsp-api.md 2.3, recorded answer).
///
/// Here and below it only what identifies an object is demanded; all else may be missing or null.
struct WireAppInstance: JSONReadable {
    var id: String?
    var path: String?
    var name: String
    var descr: String?
    var adminState: String?
    var createMode: String?
    var appTemplate: WireReference?
    /// Where it was cloned from: the path of an app instance, a volume or a snapshot.
    var cloneSource: WireReference?
    /// Only there while it is `cloning` (dsp-api.md 2.3).
    var opState: String?
    var health: String?
    var deploymentState: String?
    var snapshots: WireSnapshots?
    var snapshotPolicies: [WireSnapshotPolicy]?
    var storageInstances: [WireStorageInstance]?

    private enum Key: String, CaseIterable {
        case id, path, name, descr, snapshots, health
        case snapshotPolicies = "snapshot_policies"
        case deploymentState = "deployment_state"
        case cloneSource = "clone_src"
        case opState = "op_state"
        case adminState = "admin_state"
        case createMode = "create_mode"
        case appTemplate = "app_template"
        case storageInstances = "storage_instances"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        let start = try reader.enterObject()
        var name: String?
        while let key = try reader.next(Self.keys) {
            switch key {
            case .id: id = try reader.optional()
            case .path: path = try reader.optional()
            case .name: name = try String(from: &reader)
            case .descr: descr = try reader.optional()
            case .adminState: adminState = try reader.optional()
            case .createMode: createMode = try reader.optional()
            case .appTemplate: appTemplate = try reader.optional()
            case .cloneSource: cloneSource = try reader.optional()
            case .opState: opState = try reader.optional()
            case .health: health = try reader.optional()
            case .deploymentState: deploymentState = try reader.optional()
            case .snapshots: snapshots = try reader.optional()
            case .snapshotPolicies: snapshotPolicies = try reader.optional()
            case .storageInstances: storageInstances = try reader.optional()
            }
        }
        self.name = try reader.required(name, "name", of: start)
    }
}
