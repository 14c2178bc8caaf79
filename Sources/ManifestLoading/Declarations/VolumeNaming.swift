import Diagnostics
import StorageModel

/// Gives the volumes of one entry their identities and their names on the DSP.
struct VolumeNaming {
    /// Stands for the member in the name of an entry with `for_each`.
    private static let placeholder = "{key}"

    let entry: ValueReader
    /// A sound key.
    let key: String
    /// What `name:` says; nil when there is none.
    let name: ValueReader?
    /// The stack, where volumes without `name:` are called as Cinder calls them; else nil.
    let openStack: String?

    /// The volumes of the entry, up to the first that cannot be named: what is wrong with it is wrong with all.
    func instances(of members: VolumeMembers) -> [VolumeDeclaration.Instance] {
        guard let pattern = pattern(for: members) else { return [] }
        switch members {
        case .unknown: return []
        case .single: return instance(ResourceKey(key), named: pattern, at: entry.key.location).map { [$0] } ?? []
        case .each(let members):
            var instances: [VolumeDeclaration.Instance] = []
            for member in members {
                let key = ResourceKey(key, member: member.value)
                let text = pattern.replacing(Self.placeholder, with: member.value)
                guard let instance = instance(key, named: text, at: member.location) else { break }
                instances.append(instance)
            }
            return instances
        }
    }

    /// The name that `name:` gives, or else the key; with the placeholder where, and only where, there are members.
    private func pattern(for members: VolumeMembers) -> String? {
        guard let name else {
            if openStack != nil { return key }
            if case .each = members { return "\(key)-\(Self.placeholder)" }
            return key
        }
        guard let pattern = name.text() else { return nil }
        switch (members, pattern.contains(Self.placeholder)) {
        case (.single, true):
            name.report("`\(Self.placeholder)` in a name needs `for_each`")
            return nil
        case (.each, false):
            name.report(
                "with `for_each` the name must hold `\(Self.placeholder)`",
                hint: "write, for instance, `\(pattern)-\(Self.placeholder)`")
            return nil
        case (.single, false), (.each, true), (.unknown, _): return pattern
        }
    }

    private func instance(
        _ key: ResourceKey, named text: String, at place: SourceLocation?
    ) -> VolumeDeclaration.Instance? {
        let namePlace = name?.location ?? place
        let openStack = openStack.map { OpenStackName(stack: $0, key: key) }
        let text = name == nil ? openStack?.description ?? text : text
        guard key.markerID.utf8.count <= Marker.maximumIDLength else {
            entry.collector.report(.keyTooLong(key, at: place))
            return nil
        }
        guard NameRule.nameOrUUID.accepts(text) else {
            entry.collector.report(.invalidName(text, at: namePlace, isFromKey: name == nil))
            return nil
        }
        return VolumeDeclaration.Instance(key: key, name: Declared(text, at: namePlace), openStackID: openStack?.id)
    }
}

extension Diagnostic {
    fileprivate static func keyTooLong(_ key: ResourceKey, at location: SourceLocation?) -> Diagnostic {
        Diagnostic(
            .error,
            "the key \(key.description.quoted) has \(key.markerID.utf8.count) characters; "
                + "the ownership marker supports at most \(Marker.maximumIDLength)",
            at: location, hint: "shorten the key; `name:` may be longer")
    }
}
