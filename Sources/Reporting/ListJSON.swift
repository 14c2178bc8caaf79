import Planning
package import StorageModel

/// The app instances of an array as versioned JSON, with what a host needs to connect to them.
package enum ListJSON {
    /// - Parameter stack: only what this stack owns; nil for everything.
    package static func render(_ observed: ObservedState, stack: String?) -> String {
        JSONText.render(
            Document(
                clusterUuid: observed.cluster.uuid,
                appInstances: observed.appInstances
                    .filter { $0.ownership != .lease && (stack == nil || $0.marker?.stack == stack) }
                    .sorted { ($0.tenant, $0.name, $0.id) < ($1.tenant, $1.name, $1.id) }.map(AppInstance.init)))
    }

    private struct Document: Encodable {
        var formatVersion = PlanRecord.currentFormat
        var kind = "list"
        var clusterUuid: String
        var appInstances: [AppInstance]
    }

    private struct AppInstance: Encodable {
        var tenant: String
        var name: String
        var id: String
        var adminState: String
        var createMode: String
        var stack: String?
        var key: String?
        var storageInstances: [StorageInstance]

        init(_ app: ObservedAppInstance) {
            tenant = app.tenant.description
            name = app.name
            id = app.id
            adminState = app.adminState.rawValue
            createMode = app.createMode
            stack = app.marker?.stack
            key = app.marker?.key.description
            storageInstances = app.storageInstances.map { StorageInstance($0, of: app) }
        }
    }

    private struct StorageInstance: Encodable {
        var name: String
        var ipPool: String?
        var iqn: String?
        /// As the array orders them: `round_robin` is known to manifests alone.
        var portals: [String]
        var volumes: [Volume]

        init(_ storage: StorageInstanceContent, of app: ObservedAppInstance) {
            name = storage.name
            ipPool = storage.ipPool
            let target = TargetConnection(to: storage, of: app, roundRobin: false)
            iqn = target?.iqn
            portals = target?.portals ?? []
            volumes = storage.volumes.enumerated().map { Volume($1, lun: target?.units[$0].lun) }
        }
    }

    private struct Volume: Encodable {
        var name: String
        var lun: Int?
        var size: FieldValue
        var replicaCount: Int

        init(_ volume: VolumeContent, lun: Int?) {
            name = volume.name
            self.lun = lun
            size = .size(volume.size)
            replicaCount = volume.replicaCount
        }
    }
}
