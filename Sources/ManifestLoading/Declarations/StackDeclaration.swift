import StorageModel

/// A whole stack as it is written, every value read, no reference followed yet.
struct StackDeclaration {
    let header: StackHeader
    let tenants: Directory<DesiredTenant>
    let volumeTypes: Directory<VolumeSettings>
    let initiators: Directory<InitiatorDeclaration>
    let initiatorGroups: Directory<InitiatorGroupDeclaration>
    let volumes: Directory<VolumeDeclaration>
    let attachments: Directory<AttachmentDeclaration>
    let snapshots: [SnapshotDeclaration]
    let moves: [MoveDeclaration]
    let removals: [RemovalDeclaration]
    let ignores: [IgnoreRule]
    let guards: Guards

    init(_ outline: StackOutline) {
        header = StackHeader(outline)
        tenants = Directory(outline.section(.tenants), of: "tenant") { DesiredTenant($0) }
        volumeTypes = Directory(outline.section(.volumeTypes), of: "volume type") { VolumeSettings(type: $0) }
        initiators = Directory(outline.section(.initiators), of: "initiator") { InitiatorDeclaration($0) }
        initiatorGroups = Directory(outline.section(.initiatorGroups), of: "initiator group") {
            InitiatorGroupDeclaration($0)
        }
        volumes = Directory(outline.section(.volumes), of: "volume") { VolumeDeclaration($0) }
        attachments = Directory(outline.section(.attachments), of: "attachment") { AttachmentDeclaration($0) }
        snapshots = outline.section(.snapshots).entries.compactMap { SnapshotDeclaration($0) }
        moves = outline.list(.moved).compactMap { MoveDeclaration($0) }
        removals = outline.list(.removed).compactMap { RemovalDeclaration($0) }
        ignores = outline.list(.ignore).compactMap { IgnoreRule($0) }
        guards = outline[.guards].flatMap { Guards($0) } ?? Guards()
    }
}
