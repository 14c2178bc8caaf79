import Planning
package import StorageModel

/// The app instances of an array as versioned JSON, with what a host needs to connect to them.
package enum ListJSON {
    package static func render(_ observed: ObservedState, _ selection: ListSelection = ListSelection()) -> String {
        let apps = selection.appInstances(of: observed)
        return JSONText.render(
            Document(
                clusterUuid: observed.cluster.uuid, totals: Totals(apps), appInstances: apps.map(AppInstance.init)))
    }

    private struct Document: Encodable {
        var formatVersion = PlanRecord.currentFormat
        var kind = "list"
        var clusterUuid: String
        var totals: Totals
        var appInstances: [AppInstance]
    }

    private struct Totals: Encodable {
        var appInstances: Int
        var sizeGib: Int
        /// Replicas included.
        var provisionedGib: Int
        var offline: Int
        var unmanaged: Int

        init(_ apps: [ObservedAppInstance]) {
            let sum = Listing.total(of: apps)
            (appInstances, sizeGib, provisionedGib) = (apps.count, sum.size.count, sum.provisioned.count)
            offline = apps.count { $0.adminState == .offline }
            unmanaged = apps.count { $0.ownership == .none }
        }
    }

    private struct AppInstance: Encodable {
        var tenant: String
        var name: String
        var id: String
        var adminState: String
        var createMode: String
        var stack: String?
        var key: String?
        /// The address that the stack's plans show.
        var address: String?
        var isProtected: Bool
        var isTrashed: Bool
        /// The system that has probably made it, and its name there: `OpenStack db-000`.
        var createdBy: String?
        var snapshots: Int
        /// What the array says is wrong with it.
        var troubles: [String]
        var storageInstances: [StorageInstance]

        init(_ app: ObservedAppInstance) {
            address = app.marker.map { app.address(as: $0.key).description }
            isProtected = app.marker?.flags.isProtected ?? false
            isTrashed = app.marker?.flags.isTrashed ?? false
            createdBy = Listing.origin(of: app)
            snapshots = app.allSnapshots.count
            troubles = app.troubles
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
        /// Who may log in, and who is.
        var initiators: [String]
        var initiatorGroups: [String]
        var connectedInitiators: [String]
        var accessControlMode: String?
        var authentication: String
        var volumes: [Volume]

        init(_ storage: StorageInstanceContent, of app: ObservedAppInstance) {
            name = storage.name
            ipPool = storage.ipPool
            let target = TargetConnection(to: storage, of: app, roundRobin: false)
            iqn = target?.iqn
            portals = target?.portals ?? []
            initiators = storage.initiators.map(\.text).sorted()
            initiatorGroups = storage.groups.sorted()
            connectedInitiators = app.target(of: storage.name).activeInitiators.map(\.text).sorted()
            accessControlMode = storage.accessControlMode?.rawValue
            authentication = storage.authentication.text
            volumes = storage.volumes.enumerated().map { Volume($1, lun: target?.units[$0].lun) }
        }
    }

    private struct Volume: Encodable {
        var name: String
        var lun: Int?
        var size: FieldValue
        var replicaCount: Int
        var placement: String?
        /// The limits that are set, each in the unit of its field: IOPS or KiB/s.
        var qos: [String: Int]
        var snapshotPolicies: [String]

        init(_ volume: VolumeContent, lun: Int?) {
            placement = volume.placement?.description
            qos = Dictionary(
                QoSField.allCases.compactMap { field in
                    volume.performance.flatMap { $0[field] == .unlimited ? nil : (field.rawValue, $0[field].wireValue) }
                }, uniquingKeysWith: { first, _ in first })
            snapshotPolicies = volume.snapshotPolicies.map(\.name).sorted()
            name = volume.name
            self.lun = lun
            size = .size(volume.size)
            replicaCount = volume.replicaCount
        }
    }
}
