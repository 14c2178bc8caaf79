import Diagnostics
import StorageModel

/// An attachment whose references have been followed.
struct ResolvedAttachment {
    let location: SourceLocation
    let initiators: [InitiatorDeclaration]
    let groups: [InitiatorGroupDeclaration]
    let chap: DesiredCHAP?
    let excludesCHAP: Bool

    var desired: DesiredAttachment {
        DesiredAttachment(
            location: location, initiators: Set(initiators.map(\.iqn.value)),
            groups: Set(groups.compactMap(\.name?.value)), chap: chap, excludesCHAP: excludesCHAP)
    }
}

extension AttachmentDeclaration.CHAP {
    fileprivate var isNone: Bool {
        if case .none = self { true } else { false }
    }

    fileprivate func resolved(default standard: DesiredCHAP?) -> DesiredCHAP? {
        switch self {
        case .byDefault: standard
        case .none, .unknown: nil
        case .given(let chap): chap
        }
    }
}

/// Finds for each storage instance the attachment that concerns it.
struct AttachmentResolution {
    private let declaration: StackDeclaration
    private let collector: DiagnosticCollector
    /// By app instance, then by storage instance; nil stands for all of its storage instances.
    private var attachments: [ResourceKey: [String?: ResolvedAttachment]] = [:]

    init(_ declaration: StackDeclaration, collector: DiagnosticCollector) {
        self.declaration = declaration
        self.collector = collector
        for attachment in declaration.attachments.values {
            let resolved = ResolvedAttachment(
                location: attachment.key.location,
                initiators: attachment.initiators.compactMap {
                    declaration.initiators.value(for: $0, reporting: collector)
                },
                groups: attachment.groups.compactMap {
                    declaration.initiatorGroups.value(for: $0, reporting: collector)
                },
                chap: attachment.chap.resolved(default: declaration.header.defaults.chap),
                excludesCHAP: attachment.chap.isNone)
            for key in keys(of: attachment) { attach(resolved, to: key, attachment.storage) }
        }
    }

    /// The attachment of one storage instance: its own, or else that of the whole app instance.
    subscript(key: ResourceKey, storage: String) -> ResolvedAttachment? {
        attachments[key].flatMap { $0[storage] ?? $0[nil] }
    }

    private mutating func attach(_ attachment: ResolvedAttachment, to key: ResourceKey, _ storage: String?) {
        guard let first = attachments[key]?[storage] else {
            attachments[key, default: [:]][storage] = attachment
            return
        }
        let name = key.description + (storage.map { "/\($0)" } ?? "")
        collector.report(
            Diagnostic(
                .error, "\(name.quoted) is attached twice; the first is at \(first.location)",
                at: attachment.location))
    }

    /// The volumes that an attachment's key stands for.
    private func keys(of attachment: AttachmentDeclaration) -> [ResourceKey] {
        let place = attachment.key.location
        let (name, member) = (attachment.volume.name, attachment.volume.member)
        guard let volume = declaration.volumes.value(for: Declared(name, at: place), reporting: collector),
            hasStorage(attachment, volume)
        else { return [] }
        switch (volume.members, member) {
        case (.unknown, _): return []
        case (.single, nil): return [attachment.volume]
        case (.single, .some):
            collector.report(
                Diagnostic(.error, "\(name.quoted) is a single volume, without `for_each`", at: place))
            return []
        case (.each(let members), nil): return members.map { ResourceKey(name, member: $0.value) }
        case (.each(let members), let member?):
            if members.contains(where: { $0.value == member }) { return [attachment.volume] }
            collector.reportUnknown(
                Declared(member, at: place), noun: "member of \(name.quoted)", candidates: members.map(\.value))
            return []
        }
    }

    /// Whether the storage instance that the attachment names, if it names one, is declared.
    private func hasStorage(_ attachment: AttachmentDeclaration, _ volume: VolumeDeclaration) -> Bool {
        guard let storage = attachment.storage else { return true }
        let (name, place) = (attachment.volume.name.quoted, attachment.key.location)
        switch volume.form {
        case .volume:
            collector.report(
                Diagnostic(
                    .error, "\(name) is an entry of `volumes`, which has just one storage instance", at: place,
                    hint: "write \(name)"))
            return false
        case .tree(let storages):
            if storages.contains(where: { $0.key.text == storage }) { return true }
            collector.reportUnknown(
                Declared(storage, at: place), noun: "storage instance of \(name)",
                candidates: storages.map(\.key.text))
            return false
        }
    }
}
