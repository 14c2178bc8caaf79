import Diagnostics
import StorageModel

extension Difference {
    /// The fields as a reader knows them from the manifest.
    ///
    /// - Parameter showingPaths: name the storage instance and the volume; needed where there are several.
    func fieldChanges(showingPaths: Bool) -> [FieldChange] {
        func path(_ field: String, _ volume: VolumePath) -> String { showingPaths ? "\(volume) \(field)" : field }
        func path(_ field: String, _ storage: String) -> String { showingPaths ? "\(storage) \(field)" : field }
        switch self {
        case .name(let from, let to):
            return [FieldChange("name", from: .text(from), to: to) { .text($0) }]
        case .key(let from, let to):
            return [FieldChange("key", from: .text(from.description), to: to) { .text($0.description) }]
        case .adminState(let from, let to):
            return [FieldChange("admin_state", from: .text(from.rawValue), to: to) { .text($0.rawValue) }]
        case .size(let volume, let from, let to):
            return [FieldChange(path("size", volume), from: .size(from), to: to) { .size($0) }]
        case .replicaCount(let volume, let from, let to):
            return [FieldChange(path("replica_count", volume), from: .count(from), to: to) { .count($0) }]
        case .placement(let volume, let from, let to):
            return [
                FieldChange(
                    path(to.value.fieldName, volume), from: from.map { .text($0.description) }, to: to
                ) { .text($0.description) }
            ]
        case .ipPool(let storage, let from, let to):
            return [FieldChange(path("ip_pool", storage), from: from.map { .text($0) }, to: to) { .text($0) }]
        case .performance(let volume, _, _, let fields):
            return fields.map { change in
                FieldChange(
                    path("qos.\(change.field.rawValue)", volume), from: .limit(change.field, change.from),
                    to: change.to, note: change.derivation
                ) { .limit(change.field, $0) }
            }
        case .snapshotPolicy(let volume, let change, let location):
            return [change.field(path("snapshot_policies", volume), location)]
        case .accessList(let storage, let change): return change.fields.map { $0.below(path("", storage)) }
        case .authentication(let storage, let change): return change.fields.map { $0.below(path("", storage)) }
        case .accessControlMode(let storage, let change):
            return [
                FieldChange(
                    path("access_control_mode", storage), from: .text(change.from.rawValue),
                    to: .text(change.to.rawValue), location: change.location, via: change.via)
            ]
        case .addStorageInstance(let desired, let content):
            return zip(content.volumes, desired.volumes).flatMap { volume, wanted in
                volume.fields(for: wanted, prefix: "\(desired.name)/\(volume.name) ")
            } + content.fields(for: desired, prefix: "\(desired.name) ")
                + (content.accessControlMode?.fields(prefix: "\(desired.name) ") ?? [])
        case .addVolume(let volume, let desired, let content):
            return content.fields(for: desired, prefix: "\(volume) ")
        case .removePart(let part, let size, let location):
            return [FieldChange("\(part) size", from: .size(size), to: nil, location: location)]
        case .keyValues(let changes, _):
            return changes.map { change in
                FieldChange(
                    change.path, from: change.from.map(FieldValue.text),
                    to: change.to.value.isEmpty ? nil : .text(change.to.value), location: change.to.location)
            }
        case .protection(let from, let to):
            return [FieldChange("protect", from: .flag(from), to: to) { .flag($0) }]
        case .interruptedWindow:
            return [FieldChange("admin_state", from: .text("offline"), to: .text("online"))]
        case .origin(let origin, _):
            return [FieldChange(origin.value.field, to: .text(origin.value.description), location: origin.location)]
        case .record(let newly, let noLonger):
            return [FieldChange("marker", to: .text(Self.recordText(newly, noLonger)))]
        }
    }

    private static func recordText(_ newly: [String], _ noLonger: [String]) -> String {
        var parts: [String] = []
        if !newly.isEmpty { parts.append("now managed: " + newly.joined(separator: ", ")) }
        if !noLonger.isEmpty { parts.append("no longer managed: " + noLonger.joined(separator: ", ")) }
        return parts.isEmpty ? "records the live values" : parts.joined(separator: "; ")
    }
}

extension FieldChange {
    fileprivate init<Value>(
        _ path: String, from: FieldValue?, to: Declared<Value>, note: String? = nil, as value: (Value) -> FieldValue
    ) {
        self.init(path, from: from, to: value(to.value), note: note, location: to.location, via: to.via)
    }
}

extension FieldChange {
    /// With the storage instance that it belongs to in front.
    func below(_ prefix: String) -> FieldChange {
        var change = self
        change.path = prefix + path
        return change
    }
}

extension SnapshotPolicyChange {
    fileprivate func field(_ path: String, _ location: SourceLocation?) -> FieldChange {
        switch self {
        case .add(let policy):
            FieldChange("\(path).\(policy.name)", to: .text(policy.description), location: location)
        case .change(let from, let to):
            FieldChange(
                "\(path).\(to.name)", from: .text(from.description), to: .text(to.description), location: location)
        case .remove(let policy):
            FieldChange(
                "\(path).\(policy.name)", from: .text(policy.description), to: nil, note: "its snapshots stay",
                location: location)
        }
    }
}

extension AccessListChange {
    fileprivate var fields: [FieldChange] {
        addedInitiators.map { FieldChange("attachments.initiators", to: .text($0.text), location: location) }
            + removedInitiators.map {
                FieldChange("attachments.initiators", from: .text($0.text), to: nil, location: location)
            }
            + addedGroups.map { FieldChange("attachments.initiator_groups", to: .text($0), location: location) }
            + removedGroups.map {
                FieldChange("attachments.initiator_groups", from: .text($0), to: nil, location: location)
            }
            + foreign.map { entry in
                FieldChange(
                    entry.kind == .group ? "attachments.initiator_groups" : "attachments.initiators",
                    from: .text(entry.description), to: nil, location: location)
            }
    }
}

extension AuthenticationChange {
    fileprivate var fields: [FieldChange] {
        switch reason {
        case .setting:
            [
                FieldChange(
                    "attachments.chap", from: .text(from.text), to: .text(to.observable.text), location: location)
            ] + to.secretFields(version: version, at: location)
        case .rotation:
            to.secretFields(version: version, at: location)
        }
    }
}

extension CHAPSetting {
    /// Where its passwords are from.
    ///
    /// - Parameter version: what the manifest says besides; the first one goes without saying.
    func secretFields(version: Int?, at location: SourceLocation?) -> [FieldChange] {
        let note = version.flatMap { $0 == DesiredCHAP.firstVersion ? nil : "version \($0)" }
        func field(_ path: String, _ reference: SecretReference) -> FieldChange {
            FieldChange("attachments.chap.\(path)", to: .secret(reference), note: note, location: location)
        }
        switch self {
        case .none: return []
        case .oneWay(let credentials): return [field("password", credentials.password)]
        case .mutual(let credentials, let target):
            return [field("password", credentials.password), field("mutual.password", target.password)]
        }
    }
}

extension AccessControlMode {
    /// What is as closed as a volume is by default goes without saying.
    func fields(prefix: String = "") -> [FieldChange] {
        self == .denyAll ? [] : [FieldChange(prefix + "access_control_mode", to: .text(rawValue))]
    }
}

extension ObservedAuthentication {
    /// As plans show it.
    var text: String {
        switch self {
        case .none: "none"
        case .chap(let user): "user \(user)"
        case .mutualCHAP(let user, let targetUser): "user \(user), mutual \(targetUser)"
        case .other(let type): type
        }
    }
}

extension Placement {
    /// The manifest's word for it.
    var fieldName: String {
        switch self {
        case .policy: "placement_policy"
        case .mode: "placement_mode"
        }
    }
}
