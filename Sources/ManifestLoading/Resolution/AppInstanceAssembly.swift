import Diagnostics
import StorageModel

/// Makes of an entry of `volumes` the app instances it stands for, with types and defaults applied.
struct AppInstanceAssembly {
    private let declaration: StackDeclaration
    private let tenants: TenantAssignment
    private let attachments: AttachmentResolution
    private let findings: Findings
    private let defaultType: VolumeSettings?
    private var names = Claims<TenantName>()

    /// A DSP name, which may be taken once in each tenant.
    private struct TenantName: Hashable {
        var tenant: TenantPath
        var name: String
    }

    init(
        _ declaration: StackDeclaration, tenants: TenantAssignment, attachments: AttachmentResolution,
        findings: Findings
    ) {
        self.declaration = declaration
        self.tenants = tenants
        self.attachments = attachments
        self.findings = findings
        defaultType = declaration.header.defaults.type.flatMap {
            declaration.volumeTypes.value(for: $0, reporting: findings)
        }
    }

    mutating func appInstances(of volume: VolumeDeclaration) -> [DesiredAppInstance] {
        let settings = settings(of: volume)
        if let size = volume.size { checkRates(settings.qos, size: size) }
        guard let tenant = tenants.tenant(of: volume) else { return [] }
        var appInstances: [DesiredAppInstance] = []
        for instance in volume.instances {
            claim(instance.name, in: tenant)
            guard let size = volume.size else { continue }
            let storage = storageInstance(settings, size: size, attachment: attachments[instance.key]?.desired)
            appInstances.append(
                DesiredAppInstance(
                    key: instance.key, location: volume.key.location, tenant: tenant, name: instance.name,
                    adminState: settings.adminState, accessControlMode: settings.accessControlMode?.value ?? .denyAll,
                    protect: settings.protect, extendsOffline: settings.extend?.value == .offline,
                    manage: settings.manage?.value ?? .full, storageInstances: [storage]))
        }
        return appInstances
    }

    /// The volume's own settings over those of its type over the defaults.
    private func settings(of volume: VolumeDeclaration) -> VolumeSettings {
        let type =
            volume.type.map { declaration.volumeTypes.value(for: $0, reporting: findings) } ?? defaultType
        return volume.settings.over(type ?? VolumeSettings()).over(declaration.header.defaults.settings)
    }

    private func storageInstance(
        _ settings: VolumeSettings, size: Declared<Gibibytes>, attachment: DesiredAttachment?
    ) -> DesiredStorageInstance {
        let volume = DesiredVolume(
            name: settings.volumeName?.value ?? "volume-1", size: size, replicaCount: settings.replicaCount,
            placement: settings.placement, qos: settings.qos == DesiredQoS() ? nil : settings.qos,
            snapshotPolicies: settings.snapshotPolicies)
        return DesiredStorageInstance(
            name: settings.storageName?.value ?? "storage-1", ipPools: settings.ipPools, attachment: attachment,
            volumes: [volume])
    }

    /// A rate per GiB may be fine by itself and too much for one volume's size.
    private func checkRates(_ qos: DesiredQoS, size: Declared<Gibibytes>) {
        let effective = qos.effective(for: size.value)
        for field in QoSField.allCases {
            guard let effective = effective[field], let derivation = effective.derivation,
                case .at(let value) = effective.limit.value, value > field.maximum
            else { continue }
            let most = field.text(for: .at(field.maximum))
            findings.report(
                Diagnostic(
                    .error, "\(derivation) is more than the DSP's largest limit, \(most)", at: size.location,
                    hint: "cap it with `\(field.rawValue)`"))
        }
    }

    private mutating func claim(_ name: Declared<String>, in tenant: TenantPath) {
        let identity = TenantName(tenant: tenant, name: name.value)
        guard let first = names.firstClaim(of: identity, before: name.location) else { return }
        findings.report(
            Diagnostic(
                .error, "another volume of tenant `\(tenant.shortName)` is called \(name.value.quoted), at \(first)",
                at: name.location))
    }
}
