import Diagnostics
import StorageModel

/// An attachment whose references have been followed.
struct ResolvedAttachment {
    let location: SourceLocation
    let initiators: [InitiatorDeclaration]
    let groups: [InitiatorGroupDeclaration]
    let chap: DesiredCHAP?

    var desired: DesiredAttachment {
        DesiredAttachment(
            location: location, initiators: Set(initiators.map(\.iqn.value)),
            groups: Set(groups.compactMap(\.name?.value)),
            chap: chap)
    }
}

/// Finds for each volume the attachment that concerns it.
struct AttachmentResolution {
    private let declaration: StackDeclaration
    private let findings: Findings
    private var attachments: [ResourceKey: ResolvedAttachment] = [:]

    init(_ declaration: StackDeclaration, findings: Findings) {
        self.declaration = declaration
        self.findings = findings
        for attachment in declaration.attachments.values {
            let resolved = ResolvedAttachment(
                location: attachment.key.location,
                initiators: attachment.initiators.compactMap {
                    declaration.initiators.value(for: $0, reporting: findings)
                },
                groups: attachment.groups.compactMap {
                    declaration.initiatorGroups.value(for: $0, reporting: findings)
                },
                chap: attachment.chap)
            for key in keys(of: attachment) { attach(resolved, to: key) }
        }
    }

    subscript(key: ResourceKey) -> ResolvedAttachment? { attachments[key] }

    private mutating func attach(_ attachment: ResolvedAttachment, to key: ResourceKey) {
        guard let first = attachments[key] else {
            attachments[key] = attachment
            return
        }
        findings.report(
            Diagnostic(
                .error, "\(key.description.quoted) is attached twice; the first is at \(first.location)",
                at: attachment.location))
    }

    /// The volumes that an attachment's key stands for.
    private func keys(of attachment: AttachmentDeclaration) -> [ResourceKey] {
        let place = attachment.key.location
        let (name, member) = (attachment.volume.name, attachment.volume.member)
        guard let volume = declaration.volumes.value(for: Declared(name, at: place), reporting: findings) else {
            return []
        }
        switch (volume.members, member) {
        case (.unknown, _): return []
        case (.single, nil): return [attachment.volume]
        case (.single, .some):
            findings.report(
                Diagnostic(.error, "\(name.quoted) is a single volume, without `for_each`", at: place))
            return []
        case (.each(let members), nil): return members.map { ResourceKey(name, member: $0.value) }
        case (.each(let members), let member?):
            if members.contains(where: { $0.value == member }) { return [attachment.volume] }
            findings.reportUnknown(
                Declared(member, at: place), noun: "member of \(name.quoted)", candidates: members.map(\.value))
            return []
        }
    }
}
