/// `POST .../snapshots`: nothing but the uuid, because product 3.2 rejects whatever else API 2.2 has (dsp-api.md Q9).
struct SnapshotBody: Encodable, Sendable {
    let uuid: String
}

/// `PUT` on an offline volume or app instance: back to the moment of a snapshot (dsp-api.md 2.3, 2.5).
struct RestoreBody: Encodable, Sendable {
    let restorePoint: String

    private enum CodingKeys: String, CodingKey {
        case restorePoint = "restore_point"
    }
}
