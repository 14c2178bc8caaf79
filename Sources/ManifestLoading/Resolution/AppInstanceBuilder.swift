import Diagnostics
import StorageModel

/// Makes of an entry of `volumes` or `app_instances` the app instances it stands for, with types and defaults applied.
struct AppInstanceBuilder {
    private let declaration: StackDeclaration
    private let tenants: TenantAssignment
    private let attachments: AttachmentResolution
    private let collector: DiagnosticCollector
    private let types: TypeResolution
    private var names = UniquenessCheck<TenantName>()

    /// A DSP name, which may be taken once in each tenant.
    private struct TenantName: Hashable {
        var tenant: TenantPath
        var name: String
    }

    init(
        _ declaration: StackDeclaration, tenants: TenantAssignment, attachments: AttachmentResolution,
        collector: DiagnosticCollector
    ) {
        self.declaration = declaration
        self.tenants = tenants
        self.attachments = attachments
        self.collector = collector
        types = TypeResolution(declaration, collector: collector)
    }

    mutating func appInstances(of volume: VolumeDeclaration) -> [DesiredAppInstance] {
        let settings = types.settings(of: volume)
        let storages = storageInstances(of: volume, settings)
        for volume in storages.flatMap(\.volumes) {
            if let qos = volume.qos { checkRates(qos, size: volume.size) }
        }
        checkImage(of: volume, settings)
        guard let tenant = tenants.tenant(of: volume) else { return [] }
        var appInstances: [DesiredAppInstance] = []
        for instance in volume.instances {
            claim(instance.name, in: tenant)
            guard !storages.isEmpty || settings.template != nil else { continue }
            var app = DesiredAppInstance(
                key: instance.key, address: volume.address(of: instance.key), location: volume.key.location,
                tenant: tenant, name: instance.name, adminState: settings.adminState,
                declaredAccessMode: settings.accessControlMode, protect: settings.protect,
                extendsOffline: settings.extend?.value == .offline, manage: settings.manage?.value ?? .full,
                storageInstances: storages.map { storage in
                    var storage = storage
                    storage.attachment = attachments[instance.key, storage.name]?.desired
                    return storage
                })
            app.openStackID = instance.openStackID
            app.volumeType = (volume.type ?? declaration.header.defaults.type)?.value
            app.template = template(of: volume, settings, instance.key)
            app.image = volume.image
            if options.disableExtendedMetadata == nil { app.metadata = volume.metadata.values }
            // The replica count of a live volume is not reduced again.
            if options.debugReplicaCountOverride != nil { app.ignored.insert(.replicas) }
            appInstances.append(app)
        }
        return appInstances
    }

    private var options: DriverOptions { declaration.header.options }

    private func template(
        of volume: VolumeDeclaration, _ settings: VolumeSettings, _ key: ResourceKey
    ) -> DesiredTemplate? {
        guard let name = settings.template, case .volume(let size, _) = volume.form else { return nil }
        return DesiredTemplate(
            name: name, size: size, overridesSize: !options.disableTemplateOverride,
            attachment: attachments[key, ""]?.desired, roundRobin: settings.roundRobin)
    }

    /// Without attachments; empty when what is wrong with them has been reported.
    private func storageInstances(
        of volume: VolumeDeclaration, _ settings: VolumeSettings
    ) -> [DesiredStorageInstance] {
        switch volume.form {
        case .volume(let size, let isMissing):
            guard settings.template == nil else { return [] }
            if isMissing { collector.report(.missingSize(of: volume)) }
            guard let size else { return [] }
            return [
                DesiredStorageInstance(
                    name: settings.storageName?.value ?? "storage-1", ipPools: settings.ipPools,
                    roundRobin: settings.roundRobin,
                    volumes: [self.volume(settings.volumeName?.value ?? "volume-1", size, settings)])
            ]
        case .tree(let storages):
            return storages.map { storage in
                let outer = types.settings(storage.settings, type: storage.type, within: settings)
                return DesiredStorageInstance(
                    name: storage.key.text, ipPools: outer.ipPools, roundRobin: outer.roundRobin,
                    volumes: storage.volumes.compactMap { volume in
                        volume.size.map { size in
                            let inner = types.settings(volume.settings, type: volume.type, within: outer)
                            return self.volume(volume.key.text, size, inner)
                        }
                    })
            }
        }
    }

    private func volume(
        _ name: String, _ size: Declared<Gibibytes>, _ settings: VolumeSettings
    ) -> DesiredVolume {
        settings.volume(named: name, size: size, withOneReplica: options.debugReplicaCountOverride)
    }

    /// While an image is written, one initiator alone may connect.
    private func checkImage(of volume: VolumeDeclaration, _ settings: VolumeSettings) {
        guard let image = volume.image else { return }
        if let template = settings.template {
            collector.report(
                Diagnostic(
                    .error, "a volume starts from one thing: `image` and `template` exclude each other",
                    at: image.location,
                    hint: "leave out one of them; the template comes from \(template.via ?? "the volume")"))
        }
        if let mode = settings.accessControlMode, mode.value == .allowAll {
            collector.report(
                Diagnostic(
                    .error, "`image` and `access_control_mode: allow_all` exclude each other", at: image.location,
                    hint: "list who may connect under `attachments`; that is opened when the image is complete"))
        }
    }

    /// A rate per GiB may be fine by itself and too much for one volume's size.
    private func checkRates(_ qos: DesiredQoS, size: Declared<Gibibytes>) {
        let effective = qos.effective(for: size.value)
        for field in QoSField.allCases {
            guard let effective = effective[field], let derivation = effective.derivation,
                case .at(let value) = effective.limit.value, value > field.maximum
            else { continue }
            let most = field.text(for: .at(field.maximum))
            collector.report(
                Diagnostic(
                    .error, "\(derivation) is more than the DSP's largest limit, \(most)", at: size.location,
                    hint: "cap it with `\(field.rawValue)`"))
        }
    }

    private mutating func claim(_ name: Declared<String>, in tenant: TenantPath) {
        let identity = TenantName(tenant: tenant, name: name.value)
        guard let first = names.previous(of: identity, at: name.location) else { return }
        collector.report(
            Diagnostic(
                .error, "the name \(name.value.quoted) is already used in tenant `\(tenant.shortName)`, at \(first)",
                at: name.location))
    }
}

extension Diagnostic {
    fileprivate static func missingSize(of volume: VolumeDeclaration) -> Diagnostic {
        Diagnostic(
            .error, "a volume needs `size`", at: volume.key.location, hint: "add, for instance, `size: 100GiB`")
    }
}

extension VolumeDeclaration {
    fileprivate func address(of key: ResourceKey) -> ResourceAddress {
        switch form {
        case .volume: .volume(key)
        case .tree: .appInstance(key)
        }
    }
}
