/// An app instance as the list shows it, with its whole tree (dsp-api.md 2.3, recorded answer).
///
/// Here and below it only what identifies an object is demanded; all else may be missing or null.
struct WireAppInstance: Decodable, Sendable {
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

    private enum CodingKeys: String, CodingKey {
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
}
