import StorageModel

extension AppInstanceDiff {
    /// What the manifest says and the live app instance is not, and that nothing will be done about: what acts at
    /// creation only, and what is there besides.
    var creationNotes: [String] {
        guard marker?.flags.isBeingBuilt != true else { return [] }
        return [templateNote, namingNote, passwordNote, imageNote].compactMap { $0 } + accessNotes + volumeNotes
    }

    private var templateNote: String? {
        guard let template = desired.template, observed.templateName != template.name.value else { return nil }
        let live = observed.templateName.map { "made from template \($0)" } ?? "made without a template"
        return "was \(live), and is not changed: `template` applies only at creation"
    }

    private var namingNote: String? {
        guard desired.openStackID != nil, observed.createMode != "openstack" else { return nil }
        return
            "was made as \(observed.createMode), not as openstack, and is not changed: `naming` applies only at creation"
    }

    /// No password can be read back, so that one from another place is written only when the manifest says that it is
    /// new.
    private var passwordNote: String? {
        let live = Set(observed.storageInstances.map(\.name))
        guard let marker, !marker.unrecordedPasswords(of: desired).isDisjoint(with: live),
            !desired.ignored.contains(.chap), storagesWithNewPassword.isEmpty
        else { return nil }
        let isAsDeclared = desired.storageInstances.allSatisfy { storage in
            let live = observed.storageInstances.first { $0.name == storage.name }?.authentication
            return live == storage.attachment?.chap?.setting.observable ?? ObservedAuthentication.none
        }
        guard isAsDeclared else { return nil }
        return
            "the reference of its CHAP password has changed since it was last written; it is written again only "
            + "when `version` is increased"
    }

    private var accessNotes: [String] {
        guard desired.accessControlMode == .allowAll, !desired.ignored.contains(.accessControlMode) else { return [] }
        let closed = observed.storageInstances.filter { $0.accessControlMode == .denyAll }.map(\.name)
        guard !closed.isEmpty else { return [] }
        return [
            "\(closed.joined(separator: ", ")) is deny_all and is not changed: `access_control_mode: allow_all` applies "
                + "only at creation"
        ]
    }

    private var volumeNotes: [String] {
        desired.storageInstances.flatMap { storage -> [String] in
            let live = observed.storageInstances.first { $0.name == storage.name }?.volumes ?? []
            return storage.volumes.flatMap { volume -> [String] in
                guard let live = live.first(where: { $0.name == volume.name }) else { return [] }
                let path = VolumePath(storage: storage.name, volume: volume.name)
                let prefix = desired.hasSeveralVolumes ? "\(path) " : ""
                return (optionNotes(volume, live) + policyNotes(volume, live, path)).map { prefix + $0 }
            }
        }
    }

    /// What an option of the driver decides is for new volumes: a live one stays as it is.
    private func optionNotes(_ declared: DesiredVolume, _ live: VolumeContent) -> [String] {
        live.settings.compactMap { setting in
            guard let declared = declared.declared(like: setting), declared.via == Self.options,
                declared.value != setting
            else {
                return nil
            }
            return setting.optionNote
        }
    }

    /// What supplied the value where `options` does.
    private static let options = "options"

    /// A volume may have policies that the manifest does not name, as long as it names some.
    private func policyNotes(_ declared: DesiredVolume, _ live: VolumeContent, _ path: VolumePath) -> [String] {
        guard let policies = declared.snapshotPolicies?.value, !policies.isEmpty,
            !desired.ignored.contains(.snapshotPolicies)
        else { return [] }
        let removed = desired.removedPolicies.filter { $0.concerns(path) }.map(\.name)
        return live.snapshotPolicies.filter { policy in
            !policies.contains { $0.name == policy.name } && !removed.contains(policy.name)
        }.sorted { $0.name < $1.name }.map {
            "has the snapshot policy \($0.name) (\($0)), which the manifest does not list; it is kept until `removed` lists it"
        }
    }
}
