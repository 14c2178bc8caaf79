import Diagnostics
import StorageModel

/// Gives the volumes of one entry their identities and their names on the DSP.
struct VolumeNaming {
    /// Stands for the member in the `name:` of an entry with `for_each`.
    private static let placeholder = "{key}"

    let entry: ValueReader
    /// A sound key.
    let key: String
    /// What `name:` says; nil when there is none.
    let name: ValueReader?

    /// The volumes of the entry, or none when they cannot all be named.
    func instances(of members: VolumeMembers) -> [VolumeDeclaration.Instance] {
        let pattern = name?.text()
        if name != nil && pattern == nil { return [] }
        var instances: [VolumeDeclaration.Instance] = []
        switch members {
        case .unknown: break
        case .single:
            if let pattern, pattern.contains(Self.placeholder) {
                name?.report("`{key}` in a name needs `for_each`")
            } else {
                append(ResourceKey(key), named: pattern ?? key, at: entry.key.location, to: &instances)
            }
        case .each(let members):
            if let pattern, !pattern.contains(Self.placeholder) {
                name?.report(
                    "with `for_each` the name must hold `{key}`", hint: "write, for instance, `\(pattern)-{key}`")
                break
            }
            for member in members {
                let text = pattern?.replacing(Self.placeholder, with: member.value) ?? "\(key)-\(member.value)"
                let key = ResourceKey(key, member: member.value)
                guard append(key, named: text, at: member.location, to: &instances) else { break }
            }
        }
        return instances
    }

    /// - Returns: false when the identity or the name is not allowed, which has been reported.
    @discardableResult
    private func append(
        _ key: ResourceKey, named text: String, at place: SourceLocation?,
        to instances: inout [VolumeDeclaration.Instance]
    ) -> Bool {
        guard key.markerID.utf8.count <= Marker.maximumIDLength else {
            entry.findings.report(.keyTooLong(key, at: place))
            return false
        }
        guard NameRule.name.accepts(text) else {
            entry.findings.report(.invalidName(text, at: name?.location ?? place, isFromKey: name == nil))
            return false
        }
        let name = Declared(text, at: name?.location ?? place)
        instances.append(VolumeDeclaration.Instance(key: key, name: name))
        return true
    }
}

extension Diagnostic {
    fileprivate static func keyTooLong(_ key: ResourceKey, at location: SourceLocation?) -> Diagnostic {
        Diagnostic(
            .error,
            "the key \(key.description.quoted) has \(key.markerID.utf8.count) characters; "
                + "the ownership marker has room for \(Marker.maximumIDLength)",
            at: location, hint: "shorten the key; `name:` may be longer")
    }
}
