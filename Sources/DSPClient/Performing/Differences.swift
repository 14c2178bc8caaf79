internal import StorageModel

/// In what a live object differs from the one a call would make, as text for a person. What the call leaves to the
/// array is not compared, CHAP passwords cannot be.
struct Differences: CustomStringConvertible {
    private var texts: [String] = []

    var isEmpty: Bool { texts.isEmpty }
    var description: String { texts.joined(separator: "; ") }

    init(_ spec: AppInstanceSpec, live: ObservedAppInstance) {
        compare("marker", live: live.marker?.description ?? "none", expected: spec.marker.description)
        if let template = spec.template {
            compare("template", live: live.templateName ?? "none", expected: template)
        } else if let adminState = spec.adminState {
            compare("admin_state", live: live.adminState.rawValue, expected: adminState.rawValue)
        }
        // What a template makes is its own business but for names and sizes.
        pair("storage instance ", live.storageInstances, spec.storageInstances, by: \.name) {
            differences, live, storage in
            differences.compare(storage, live: live, sizesOnly: spec.template != nil)
        }
    }

    init(_ spec: CloneSpec, live: ObservedAppInstance) {
        var copy = spec.copy
        for storage in copy.indices where spec.mayBeSmaller {
            for volume in copy[storage].volumes.indices {
                let expected = copy[storage].volumes[volume]
                let size = live.storageInstances.first { $0.name == copy[storage].name }?
                    .volumes.first { $0.name == expected.name }?.size
                copy[storage].volumes[volume].size = min(expected.size, size ?? expected.size)
            }
        }
        self.init(
            AppInstanceSpec(
                tenant: spec.tenant, name: spec.name, marker: spec.marker, accessControlMode: spec.accessControlMode,
                storageInstances: copy), live: live)
    }

    init(_ storage: StorageInstanceContent, live: StorageInstanceContent) {
        compare(storage, live: live, sizesOnly: false)
    }

    init(_ volume: VolumeContent, of storage: String, live: VolumeContent) {
        compare(volume, of: storage, live: live, sizesOnly: false)
    }

    /// Of something else than app instances and their parts.
    init(_ expected: [FieldContent], live: [FieldContent]) {
        compare(expected, live: live, of: nil)
    }

    private mutating func compare(_ storage: StorageInstanceContent, live: StorageInstanceContent, sizesOnly: Bool) {
        if !sizesOnly {
            var live = live
            // Written at creation, and reported with the volume where it is more open than desired.
            live.accessControlMode = storage.accessControlMode
            compare(storage.values, live: live.values, of: .storageInstance(storage.name))
        }
        pair("volume \(storage.name)/", live.volumes, storage.volumes, by: \.name) { differences, live, volume in
            differences.compare(volume, of: storage.name, live: live, sizesOnly: sizesOnly)
        }
    }

    private mutating func compare(
        _ volume: VolumeContent, of storage: String, live: VolumeContent, sizesOnly: Bool
    ) {
        var live = live
        for index in live.snapshotPolicies.indices {
            let expected = volume.snapshotPolicies.first { $0.name == live.snapshotPolicies[index].name }
            // The array chooses a start where none is desired.
            if expected?.startTime == nil { live.snapshotPolicies[index].startTime = nil }
        }
        func isCompared(_ content: FieldContent) -> Bool { !sizesOnly || content.field == .size }
        compare(
            volume.values.filter(isCompared), live: live.values.filter(isCompared),
            of: .volume(VolumePath(storage: storage, volume: volume.name)))
    }

    /// Field by field; where neither side says anything, nothing is there.
    private mutating func compare(_ expected: [FieldContent], live: [FieldContent], of place: AppInstancePart?) {
        let liveValues = Dictionary(live.map { ($0.field, $0.value) }) { first, _ in first }
        let expectedFields = Set(expected.map(\.field))
        for content in expected where liveValues[content.field] != content.value {
            report(content.field, of: place, live: liveValues[content.field], expected: content.value)
        }
        for content in live where !expectedFields.contains(content.field) && !content.field.isLeftToArray {
            report(content.field, of: place, live: content.value, expected: nil)
        }
    }

    private mutating func report(
        _ field: Field, of place: AppInstancePart?, live: FieldValue?, expected: FieldValue?
    ) {
        guard live?.isNothing != true || expected != nil, expected?.isNothing != true || live != nil else { return }
        func text(_ value: FieldValue?) -> String {
            let text = value.map { $0.texts.joined(separator: ", ") } ?? ""
            return text.isEmpty ? "none" : text
        }
        texts.append("\(FieldPath(field, of: place)) is \(text(live)), not \(text(expected))")
    }

    private mutating func compare(_ name: String, live: String, expected: String) {
        if live != expected { texts.append("\(name) is \(live), not \(expected)") }
    }

    /// Pairs what has the same name; what is on one side only differs as a whole.
    private mutating func pair<Content>(
        _ prefix: String, _ live: [Content], _ expected: [Content], by name: (Content) -> String,
        compare: (inout Differences, Content, Content) -> Void
    ) {
        let liveByName = Dictionary(live.map { (name($0), $0) }) { first, _ in first }
        let expectedNames = Set(expected.map(name))
        for item in expected {
            if let counterpart = liveByName[name(item)] {
                compare(&self, counterpart, item)
            } else {
                texts.append("\(prefix)\(name(item)) is missing")
            }
        }
        for name in live.map(name) where !expectedNames.contains(name) {
            texts.append("unexpected \(prefix)\(name)")
        }
    }
}

extension Field {
    /// Whether the array chooses a value where a call says nothing.
    fileprivate var isLeftToArray: Bool { group == .placement || group == .ipPool }
}

extension FieldValue {
    /// Whether it says the same as no value.
    fileprivate var isNothing: Bool {
        switch self {
        case .iops(let limit), .bandwidth(let limit): limit == .unlimited
        case .list(let members): members.isEmpty
        case .text, .count, .size, .flag, .secret: false
        }
    }
}
