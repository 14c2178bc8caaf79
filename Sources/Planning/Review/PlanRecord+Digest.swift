import StorageModel

extension PlanRecord {
    /// The digest that this record ought to have: over stack, tenant, array and guards; of each change the object, its
    /// action, what every field is and will be, what harm it may do, and what may be done with it from now on; of each
    /// step its risk and everything that it sends; and over what is ignored.
    ///
    /// Reasons, manifest lines and whatever else only explains take no part: moving a line does not make another plan.
    package var computedDigest: String {
        var text = CanonicalText()
        text.add("datera-apply plan v2", stack, tenant, cluster.uuid)
        text.add(
            "guards", "\(guards.maxDeletes)", "\(guards.maxUpdatePct)", guards.maxProvisionedPct.map(String.init),
            "\(guards.allowsEmpty)")
        for change in changes {
            text.add("change", change.address, change.action.rawValue, change.uuid)
            text.add("marker", change.marker?.from, change.marker?.to)
            text.add("handling", change.manage?.rawValue, change.extend, change.contents)
            text.add("copy", change.copyOf?.uuid, change.copyOf?.name, change.copyOf?.snapshot)
            if let image = change.copyOf?.image { text.add("image", image) }
            if let admits = change.admits { text.add("admits", admits.joined(separator: " ")) }
            for field in change.fields { text.add(field) }
            for hazard in change.hazards {
                text.add("hazard", hazard.kind.rawValue, hazard.risk.rawValue)
                for initiator in hazard.initiators { text.add("initiator", initiator) }
            }
        }
        for step in steps { text.add("step", step.id, step.risk.rawValue, step.sends) }
        for entry in ignored {
            text.add("ignored", entry.address, entry.pattern, entry.until)
            for field in entry.fields { text.add(field) }
        }
        return Self.digestPrefix + Digest.sha256(text.text)
    }
}

/// Words with their lengths, so that no two lists of words give one text.
private struct CanonicalText {
    private(set) var text = ""

    mutating func add(_ words: String?...) {
        for word in words { text += word.map { "\($0.utf8.count):\($0) " } ?? "- " }
        text += "\n"
    }

    mutating func add(_ field: FieldRecord) {
        add("field", field.path.description, field.from?.canonical, field.to?.canonical)
    }
}

extension FieldValue {
    fileprivate var canonical: String {
        switch self {
        case .text(let text): "text \(text)"
        case .count(let count): "count \(count)"
        case .size(let size): "size \(size.count)"
        case .iops(let limit): "iops \(limit.wireValue)"
        case .bandwidth(let limit): "bandwidth \(limit.wireValue)"
        case .flag(let flag): "flag \(flag)"
        case .list(let members): "list " + members.map { "\($0.utf8.count):\($0)" }.joined(separator: " ")
        case .secret(let reference): "secret \(reference)"
        }
    }
}
