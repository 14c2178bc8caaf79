package import Diagnostics

/// One app instance as the manifest wants it: the tree app instance → storage instance → volume.
///
/// An optional field that is nil is not managed: the live value stays, whatever it is.
package struct DesiredAppInstance: Sendable, Equatable {
    package var key: ResourceKey
    package var address: ResourceAddress
    package var location: SourceLocation?
    package var tenant: TenantPath
    package var name: Declared<String>
    package var adminState: Declared<AdminState>?
    /// Nil is deny_all. A live storage instance only ever goes from allow_all to deny_all (dsp-api.md 2.3).
    package var declaredAccessMode: Declared<AccessControlMode>?
    /// Stored in the marker, so that it outlives the block that declared it.
    package var protect: Declared<Bool>?
    /// `extend: offline`: plan a size increase inside an offline window.
    package var extendsOffline: Bool
    package var manage: ManageLevel
    /// Groups that an `ignore` entry takes out of every comparison.
    package var ignored: FieldGroups
    /// Snapshots of its only volume, or of the app instance as a whole where it is declared as one.
    package var snapshots: [DesiredSnapshot]
    /// What it starts as a copy of; nil starts empty.
    package var origin: Declared<CloneOrigin>?
    /// What its only volume is filled with when it is made; nil starts empty.
    package var image: Declared<DesiredImage>?
    package var storageInstances: [DesiredStorageInstance]
    /// Its parts that `removed` lists.
    package var removedParts: [PartRemoval] = []
    package var removedPolicies: [PolicyRemoval] = []
    /// Then `storageInstances` is empty until a template or a live app instance says what there is.
    package var template: DesiredTemplate?
    /// Metadata, the description among them. Keys that are not named here are left alone.
    package var metadata: [String: Declared<String>] = [:]
    /// Its id in OpenStack: the stack makes it as Cinder's driver would. Used at creation only.
    package var openStackID: String?
    /// The volume type that the manifest gives it; nil for none. Its settings are resolved already: only reports that sum up
    /// by type use it.
    package var volumeType: String?

    package init(
        key: ResourceKey, address: ResourceAddress? = nil, location: SourceLocation? = nil, tenant: TenantPath,
        name: Declared<String>, adminState: Declared<AdminState>? = nil,
        declaredAccessMode: Declared<AccessControlMode>? = nil, protect: Declared<Bool>? = nil,
        extendsOffline: Bool = false,
        manage: ManageLevel = .full, ignored: FieldGroups = [], snapshots: [DesiredSnapshot] = [],
        origin: Declared<CloneOrigin>? = nil,
        storageInstances: [DesiredStorageInstance]
    ) {
        self.key = key
        self.address = address ?? .volume(key)
        self.location = location
        self.tenant = tenant
        self.name = name
        self.adminState = adminState
        self.declaredAccessMode = declaredAccessMode
        self.protect = protect
        self.extendsOffline = extendsOffline
        self.manage = manage
        self.ignored = ignored
        self.snapshots = snapshots
        self.origin = origin
        self.storageInstances = storageInstances
    }
}

extension DesiredAppInstance {
    package var accessControlMode: AccessControlMode { declaredAccessMode?.value ?? .denyAll }

    package func declares(_ part: AppInstancePart) -> Bool {
        switch part {
        case .storageInstance(let name): storageInstances.contains { $0.name == name }
        case .volume(let path):
            storageInstances.contains { storage in
                storage.name == path.storage && storage.volumes.contains { $0.name == path.volume }
            }
        }
    }
}

/// A storage instance: one iSCSI target with its pool, its ACL and its volumes.
package struct DesiredStorageInstance: Sendable, Equatable {
    package var name: String
    /// Names of access network IP pools; a live target in any of them is in sync, a new one goes into `chosenPool`.
    package var ipPools: Declared<[String]>?
    /// Whether connections begin at another portal from volume to volume. Concerns hosts alone: the array knows no such
    /// field.
    package var roundRobin: Declared<Bool>?
    package var attachment: DesiredAttachment?
    package var volumes: [DesiredVolume]

    package init(
        name: String, ipPools: Declared<[String]>? = nil, roundRobin: Declared<Bool>? = nil,
        attachment: DesiredAttachment? = nil, volumes: [DesiredVolume]
    ) {
        self.name = name
        self.ipPools = ipPools
        self.roundRobin = roundRobin
        self.attachment = attachment
        self.volumes = volumes
    }
}

/// A volume inside a storage instance.
package struct DesiredVolume: Sendable, Equatable {
    package var name: String
    package var size: Declared<Gibibytes>
    /// 1-5; may only grow on a live volume.
    package var replicaCount: Declared<Int>?
    package var placement: Declared<DesiredPlacement>?
    package var qos: DesiredQoS?
    /// All policies of the volume by name; an empty list means that there must be none.
    package var snapshotPolicies: Declared<[SnapshotPolicy]>?

    package init(
        name: String, size: Declared<Gibibytes>, replicaCount: Declared<Int>? = nil,
        placement: Declared<DesiredPlacement>? = nil, qos: DesiredQoS? = nil,
        snapshotPolicies: Declared<[SnapshotPolicy]>? = nil
    ) {
        self.name = name
        self.size = size
        self.replicaCount = replicaCount
        self.placement = placement
        self.qos = qos
        self.snapshotPolicies = snapshotPolicies
    }

    /// What is declared in the place of a setting, without regard to the product; nil where nothing is.
    package func declared(like setting: VolumeSetting) -> Declared<VolumeSetting>? {
        switch setting {
        case .size: size.map(VolumeSetting.size)
        case .replicaCount: replicaCount?.map(VolumeSetting.replicaCount)
        case .placement: placement?.map { _ in setting }
        }
    }

    /// The groups of those settings that are declared, for whichever product.
    package var managedSettings: FieldGroups {
        ProductVersion.oneForEachPlacement.flatMap(settings)
            .reduce(into: []) { $0.formUnion($1.value.field.group ?? []) }
    }

    /// What is declared of what one PUT sets, as it is on one product.
    package func settings(on product: ProductVersion) -> [Declared<VolumeSetting>] {
        let placement = placement.flatMap { desired in
            desired.value.resolved(for: product).map { resolved in
                desired.map { _ in VolumeSetting.placement(resolved) }
            }
        }
        return [size.map(VolumeSetting.size), replicaCount?.map(VolumeSetting.replicaCount), placement].compactMap(
            \.self)
    }
}
