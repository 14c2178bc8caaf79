/// The one spelling of an app instance's managed values, over which the marker's hash is taken.
///
/// Sorted lines `group path value…`. It is part of marker version 1: a change here would make every volume look drifted.
package struct CanonicalForm: Sendable, CustomStringConvertible {
    private var lines: [String] = []

    package init(of app: ObservedAppInstance, under mask: FieldGroups) {
        add(.name, mask, "name", app.name)
        add(.adminState, mask, "admin_state", app.adminState.rawValue)
        add(.template, mask, "template", app.template ?? "-")
        // An empty text and no value are the same (dsp-api.md 2.14). A value may have several lines, so a digest stands here.
        for (key, value) in app.metadata ?? [:] where !value.isEmpty {
            add(.metadata, mask, "metadata \(key)", Digest.sha256(value))
        }
        for storage in app.storageInstances {
            add(.ipPool, mask, "ip_pool \(storage.name)", storage.ipPool ?? "-")
            add(
                .attachments, mask, "attachments \(storage.name)",
                (storage.initiators.sorted().map(\.text) + storage.groups.sorted().map { "group:\($0)" }
                    + storage.foreign.sorted().map { "\($0.kind.rawValue):\($0.name)@\($0.owner)" })
                    .joined(separator: " "))
            add(.chap, mask, "chap \(storage.name)", Self.text(storage.authentication))
            for volume in storage.volumes {
                let path = "\(storage.name)/\(volume.name)"
                for setting in volume.settings {
                    guard let group = setting.field.group else { continue }
                    add(group, mask, "\(group.markerWord) \(path)", Self.text(setting.value))
                }
                if volume.placement == nil { add(.placement, mask, "placement \(path)", "-") }
                let limits = volume.performance ?? .unlimited
                add(
                    .qos, mask, "qos \(path)",
                    QoSField.allCases.map { mask.covers($0) ? "\(limits[$0].wireValue)" : "-" }
                        .joined(separator: " "))
                add(
                    .snapshotPolicies, mask, "snapshot_policies \(path)",
                    volume.snapshotPolicies.sorted { $0.name < $1.name }
                        .map { policy in
                            "\(policy.name),\(policy.interval.rawValue),\(policy.retentionCount)"
                                + (policy.startTime.map { ",\($0)" } ?? "")
                        }.joined(separator: " "))
            }
        }
        lines.sort()
    }

    package var description: String { lines.joined(separator: "\n") }

    /// The marker's hash.
    package var hash: String { Digest.short(description, digits: 12) }

    private mutating func add(_ group: FieldGroups, _ mask: FieldGroups, _ path: String, _ value: String) {
        if mask.contains(group) { lines.append("\(path) \(value)") }
    }

    private static func text(_ value: FieldValue) -> String {
        switch value {
        case .text(let text): text
        case .count(let count): "\(count)"
        case .size(let size): "\(size.count)"
        case .iops(let limit), .bandwidth(let limit): "\(limit.wireValue)"
        case .flag(let flag): "\(flag)"
        case .list(let members): members.joined(separator: " ")
        case .secret(let reference): reference.description
        }
    }

    private static func text(_ authentication: ObservedAuthentication) -> String {
        switch authentication {
        case .none: "none"
        case .chap(let user): "chap \(user)"
        case .mutualCHAP(let user, let targetUser): "mchap \(user) \(targetUser)"
        case .other(let type): "other \(type)"
        }
    }
}
