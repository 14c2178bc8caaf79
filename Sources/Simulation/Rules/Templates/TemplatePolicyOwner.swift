/// What the snapshot policies of a template hang on: the app template, or one of its volume templates.
enum TemplatePolicyOwner: Sendable {
    case appTemplate, volumeTemplate

    /// The recorded routes name their parameters differently from one to the next.
    var collection: String {
        switch self {
        case .appTemplate: "/app_templates/:name/snapshot_policies"
        case .volumeTemplate: VolumeTemplateRules.item + "/snapshot_policies"
        }
    }

    var item: String {
        switch self {
        case .appTemplate: "/app_templates/:app_template_name/snapshot_policies/:snapshot_policy_name"
        case .volumeTemplate:
            "/app_templates/:at_name/storage_templates/:st_name/volume_templates/:vt_name"
                + "/snapshot_policies/:snapshot_policy_name"
        }
    }

    /// The position of the policy's name among the route's parameters.
    var depth: Int {
        switch self {
        case .appTemplate: 1
        case .volumeTemplate: 3
        }
    }

    func path(in template: AppTemplate, _ call: Call) -> String {
        switch self {
        case .appTemplate: template.path
        case .volumeTemplate: template.volumePath(call)
        }
    }

    func policies(
        in template: AppTemplate, _ call: Call
    ) throws(Refusal) -> WritableKeyPath<AppTemplate, [SnapshotPolicy]> {
        switch self {
        case .appTemplate: \.snapshotPolicies
        case .volumeTemplate: try template.volumePlace(call).appending(path: \.snapshotPolicies)
        }
    }
}
