import Planning
package import StorageModel

/// The volumes of the image cache: what they hold, how large they are, how many clones they have.
package struct ImageCacheList: Sendable {
    private var rows: [Row]
    private let cluster: String

    private struct Row: Encodable {
        var name: String
        var id: String
        var tenant: String
        /// As the manifest had it that filled it; nil until its metadata has been read.
        var image: String?
        /// The first 40 digits.
        var sha256: String
        var format: String?
        var size: FieldValue
        var replicaCount: Int
        var placement: String?
        var clones: Int
        var complete: Bool
        /// Why no clone is made of it; nil where nothing is wrong.
        var objection: String?
    }

    /// - Parameter observed: with the metadata of the cached volumes; all app instances, because they may be clones.
    package init(_ observed: ObservedState) {
        cluster = observed.cluster.uuid
        rows = observed.cachedVolumes.map { cached in
            let volume = cached.app.storageInstances.first?.volumes.first
            return Row(
                name: cached.app.name, id: cached.app.id, tenant: cached.app.tenant.description,
                image: cached.app.metadata?[MetadataKey.image].map { note in
                    note.split(separator: " ", maxSplits: 1).last.map(String.init) ?? note
                },
                sha256: cached.content.checksum, format: cached.content.format?.rawValue, size: .size(cached.size),
                replicaCount: volume?.replicaCount ?? 0, placement: volume?.placement?.description,
                clones: observed.clones(of: cached), complete: cached.isComplete, objection: cached.objection)
        }
    }

    /// Those of some app instances, by uuid.
    package func only(_ ids: Set<String>) -> ImageCacheList {
        var list = self
        list.rows = rows.filter { ids.contains($0.id) }
        return list
    }

    package func text(style: TextStyle = .plain) -> String {
        guard !rows.isEmpty else { return "The image cache is empty.\n" }
        let header = ["TENANT", "NAME", "SIZE", "REPLICAS", "CLONES", "STATE", "IMAGE"]
        return TextTable(style: style, header: header).render(
            rows.map { row in
                [
                    TenantPath(row.tenant).shortName, row.name, row.size.texts.joined(), "\(row.replicaCount)",
                    "\(row.clones)", row.complete ? row.objection ?? "complete" : "not complete",
                    (row.image ?? "sha256:\(row.sha256)…").shown(),
                ]
            })
    }

    package var json: String { JSONText.render(Document(clusterUuid: cluster, images: rows)) }

    private struct Document: Encodable {
        var formatVersion = PlanRecord.currentFormat
        var kind = "image_cache"
        var clusterUuid: String
        var images: [Row]
    }
}
