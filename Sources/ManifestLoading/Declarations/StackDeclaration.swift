import StorageModel

/// A whole stack as it is written, every value read, no reference followed yet.
struct StackDeclaration {
    let header: StackHeader
    let tenants: DeclarationTable<DesiredTenant>
    let volumeTypes: DeclarationTable<VolumeSettings>
    let initiators: DeclarationTable<InitiatorDeclaration>
    let initiatorGroups: DeclarationTable<InitiatorGroupDeclaration>
    let volumes: DeclarationTable<VolumeDeclaration>
    let attachments: DeclarationTable<AttachmentDeclaration>
    let snapshots: [SnapshotDeclaration]
    let moves: [MoveDeclaration]
    let removals: [RemovalDeclaration]
    let ignores: [IgnoreRule]
    let guards: Guards
    let imageCache: ImageCacheDeclaration?

    init(_ outline: StackOutline, _ driver: DriverDefaults) {
        let header = StackHeader(outline, driver)
        self.header = header
        tenants = DeclarationTable(outline.section(.tenants), of: "tenant") { DesiredTenant($0) }
        volumeTypes = DeclarationTable(outline.section(.volumeTypes), of: "volume type") { VolumeSettings(type: $0) }
        initiators = DeclarationTable(outline.section(.initiators), of: "initiator") { InitiatorDeclaration($0) }
        initiatorGroups = DeclarationTable(outline.section(.initiatorGroups), of: "initiator group") {
            InitiatorGroupDeclaration($0)
        }
        var volumes = DeclarationTable(outline.section(.volumes), of: "volume") { VolumeDeclaration($0, in: header) }
        volumes.add(outline.section(.appInstances)) { VolumeDeclaration(tree: $0, in: header) }
        self.volumes = volumes
        attachments = DeclarationTable(outline.section(.attachments), of: "attachment") { AttachmentDeclaration($0) }
        snapshots = outline.section(.snapshots).entries.compactMap { SnapshotDeclaration($0) }
        moves = outline.list(.moved).compactMap { MoveDeclaration($0) }
        removals = outline.list(.removed).compactMap { RemovalDeclaration($0) }
        ignores = outline.list(.ignore).compactMap { IgnoreRule($0) }
        guards = outline[.guards].flatMap { Guards($0) } ?? Guards()
        imageCache = outline[.imageCache].map { ImageCacheDeclaration($0) } ?? driver.imageCache
    }
}
