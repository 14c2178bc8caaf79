import Diagnostics
import StorageModel

extension Difference {
    /// The fields as a reader knows them from the manifest.
    ///
    /// - Parameter showingPaths: name the storage instance and the volume; needed where there are several.
    func fieldChanges(showingPaths: Bool) -> [FieldChange] {
        func path(_ field: Field, _ volume: VolumePath) -> FieldPath {
            FieldPath(field, of: showingPaths ? .volume(volume) : nil)
        }
        func path(_ field: Field, _ storage: String) -> FieldPath {
            FieldPath(field, of: showingPaths ? .storageInstance(storage) : nil)
        }
        switch self {
        case .name(let from, let to):
            return [FieldChange(FieldPath(.name), from: .text(from), to: to) { .text($0) }]
        case .key(let from, let to):
            return [
                FieldChange(FieldPath(.other("key")), from: .text(from.description), to: to) { .text($0.description) }
            ]
        case .adminState(let from, let to):
            return [FieldChange(FieldPath(.adminState), from: .text(from.rawValue), to: to) { .text($0.rawValue) }]
        case .setting(let volume, let from, let to):
            return [FieldChange(path(to.value.field, volume), from: from?.value, to: to) { $0.value }]
        case .ipPool(let storage, let from, let to):
            return [FieldChange(path(.ipPool, storage), from: from.map { .text($0) }, to: to) { .text($0) }]
        case .performance(let volume, _, _, let fields):
            return fields.map { change in
                FieldChange(
                    path(.qos(change.field), volume), from: .limit(change.field, change.from),
                    to: change.to, note: change.derivation
                ) { .limit(change.field, $0) }
            }
        case .snapshotPolicy(let volume, let change, let location):
            return [change.field(path(.snapshotPolicy(change.name), volume), location)]
        case .accessList(let storage, let change):
            return change.fields.map { $0.below(showingPaths ? .storageInstance(storage) : nil) }
        case .authentication(let storage, let change):
            return change.fields.map { $0.below(showingPaths ? .storageInstance(storage) : nil) }
        case .accessControlMode(let storage, let change):
            return [
                FieldChange(
                    path(.accessControlMode, storage), from: .text(change.from.rawValue),
                    to: .text(change.to.rawValue), location: change.location, via: change.via)
            ]
        case .addStorageInstance(let desired, let content):
            let place = AppInstancePart.storageInstance(desired.name)
            return zip(content.volumes, desired.volumes).flatMap { volume, declared in
                volume.fields(
                    for: declared, of: .volume(VolumePath(storage: desired.name, volume: volume.name)), isClone: false)
            } + content.fields(for: desired, of: place)
                + (content.accessControlMode?.fields.map { $0.below(place) } ?? [])
        case .addVolume(let volume, let desired, let content):
            return content.fields(for: desired, of: .volume(volume), isClone: false)
        case .removePart(_, let volumes, let location): return FieldChange.gone(volumes, location)
        case .metadata(let changes, _):
            return changes.map { change in
                FieldChange(
                    change.field, from: change.from.map(FieldValue.text),
                    to: change.to.value.isEmpty ? nil : .text(change.to.value), location: change.to.location)
            }
        case .protection(let from, let to):
            return [FieldChange(FieldPath(.protect), from: .flag(from), to: to) { .flag($0) }]
        case .interruptedWindow(live: .offline):
            return [FieldChange(.adminState, from: .text("offline"), to: .text("online"))]
        case .interruptedWindow(live: .online):
            return [FieldChange(.other("marker"), to: .text("no longer says that a run has it offline"))]
        case .origin(let origin, _):
            return [FieldChange(origin.value.field, to: .text(origin.value.description), location: origin.location)]
        case .image(let image, let write, _):
            return [
                FieldChange(
                    .image, to: .text(image.value.description),
                    note: write == nil ? "a clone of the cached image, nothing is copied over iSCSI" : nil,
                    location: image.location)
            ]
        case .record(let newly, let noLonger):
            return [FieldChange(.other("marker"), to: .text(Self.recordText(newly, noLonger)))]
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
    /// Volumes that are deleted, each with its size.
    static func gone(_ volumes: [VolumePath: Gibibytes], _ location: SourceLocation?) -> [FieldChange] {
        volumes.sorted { $0.key.description < $1.key.description }.map { path, size in
            FieldChange(.size, of: .volume(path), from: .size(size), to: nil, location: location)
        }
    }
}

extension SnapshotPolicyChange {
    fileprivate var name: String {
        switch self {
        case .add(let policy), .change(_, let policy), .remove(let policy): policy.name
        }
    }

    fileprivate func field(_ path: FieldPath, _ location: SourceLocation?) -> FieldChange {
        switch self {
        case .add(let policy): FieldChange(path, to: .text(policy.description), location: location)
        case .change(let from, let to):
            FieldChange(path, from: .text(from.description), to: .text(to.description), location: location)
        case .remove(let policy):
            FieldChange(
                path, from: .text(policy.description), to: nil, note: "its snapshots stay", location: location)
        }
    }
}

extension AccessListChange {
    fileprivate var fields: [FieldChange] {
        addedInitiators.map { FieldChange(.initiators, to: .text($0.text), location: location) }
            + removedInitiators.map { FieldChange(.initiators, from: .text($0.text), to: nil, location: location) }
            + addedGroups.map { FieldChange(.initiatorGroups, to: .text($0), location: location) }
            + removedGroups.map { FieldChange(.initiatorGroups, from: .text($0), to: nil, location: location) }
            + foreign.map { entry in
                FieldChange(
                    entry.kind == .group ? .initiatorGroups : .initiators, from: .text(entry.description), to: nil,
                    location: location)
            }
    }
}

extension AuthenticationChange {
    fileprivate var fields: [FieldChange] {
        switch reason {
        case .setting:
            [FieldChange(.chap, from: .text(from.text), to: .text(to.observable.text), location: location)]
                + to.secretFields(version: version, at: location)
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
        func change(_ field: Field, _ reference: SecretReference) -> FieldChange {
            FieldChange(field, to: .secret(reference), note: note, location: location)
        }
        switch self {
        case .none: return []
        case .oneWay(let credentials): return [change(.chapPassword, credentials.password)]
        case .mutual(let credentials, let target):
            return [change(.chapPassword, credentials.password), change(.chapTargetPassword, target.password)]
        }
    }
}

extension AccessControlMode {
    /// What is as closed as a volume is by default goes without saying.
    var fields: [FieldChange] { self == .denyAll ? [] : [FieldChange(.accessControlMode, to: .text(rawValue))] }
}
