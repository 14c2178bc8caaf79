/// A field with its value.
package struct FieldContent: Sendable, Hashable {
    package var field: Field
    package var value: FieldValue

    package init(_ field: Field, _ value: FieldValue) {
        self.field = field
        self.value = value
    }
}

extension VolumeContent {
    /// Everything that there is to say of it, in the order in which plans show it.
    package var values: [FieldContent] {
        settings.map { FieldContent($0.field, $0.value) }
            + (performance?.values ?? []) + snapshotPolicies.sorted { $0.name < $1.name }.map(\.value)
    }
}

extension PerformanceLimits {
    package var values: [FieldContent] {
        QoSField.allCases.map { FieldContent(.qos($0), .limit($0, self[$0])) }
    }
}

extension SnapshotPolicy {
    package var value: FieldContent { FieldContent(.snapshotPolicy(name), .text(description)) }
}

extension StorageInstanceContent {
    /// What there is to say of it besides its volumes. What a storage instance has by default is left out: no initiator
    /// that may log in, no CHAP, and an access control mode that denies all.
    package var values: [FieldContent] {
        var result: [FieldContent] = []
        if let ipPool { result.append(FieldContent(.ipPool, .text(ipPool))) }
        let hosts = initiators.sorted().map(\.text) + foreignNames(.initiator)
        if !hosts.isEmpty { result.append(FieldContent(.initiators, .list(hosts))) }
        let groups = groups.sorted() + foreignNames(.group)
        if !groups.isEmpty { result.append(FieldContent(.initiatorGroups, .list(groups))) }
        if accessControlMode == .allowAll {
            result.append(FieldContent(.accessControlMode, .text(AccessControlMode.allowAll.rawValue)))
        }
        if authentication != .none { result.append(FieldContent(.chap, .text(authentication.text))) }
        return result
    }

    private func foreignNames(_ kind: ForeignReference.Kind) -> [String] {
        foreign.filter { $0.kind == kind }.sorted().map(\.description)
    }
}
