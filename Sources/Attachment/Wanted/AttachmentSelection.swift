package import StorageModel

/// Which volumes of a stack this host is to have: those whose attachment names its initiator, itself or by a group.
package struct AttachmentSelection: Sendable {
    package private(set) var attachments: [WantedAttachment] = []
    /// What is declared for this host and not ready on the array, each with why.
    package private(set) var pending: [HostProblem] = []

    private let initiator: InitiatorName
    private let desired: DesiredState
    private let observed: ObservedState
    private let secrets: ResolvedSecrets
    private let recorded: [WantedAttachment]

    /// - Parameters:
    ///   - secrets: the passwords of `credentials`.
    ///   - recorded: what this host has. A volume that is offline for a while keeps its session.
    package init(
        for initiator: InitiatorName, in desired: DesiredState, on observed: ObservedState, secrets: ResolvedSecrets,
        recorded: [WantedAttachment]
    ) {
        self.recorded = recorded
        self.initiator = initiator
        self.desired = desired
        self.observed = observed
        self.secrets = secrets
        for app in desired.appInstances {
            for storage in app.storageInstances where names(storage.attachment, in: app.tenant) {
                add(storage, of: app)
            }
        }
    }

    /// The CHAP credentials that are needed, with the app instance that needs them.
    package static func credentials(
        for initiator: InitiatorName, in desired: DesiredState, on observed: ObservedState
    ) -> [(app: DesiredAppInstance, chap: DesiredCHAP)] {
        let selection = AttachmentSelection(for: initiator, in: desired, on: observed, secrets: [:], recorded: [])
        return desired.appInstances.flatMap { app in
            app.storageInstances.filter { selection.names($0.attachment, in: app.tenant) }
                .compactMap { storage in storage.attachment?.chap.map { (app, $0) } }
        }
    }

    private func names(_ attachment: DesiredAttachment?, in tenant: TenantPath) -> Bool {
        guard let attachment else { return false }
        if attachment.initiators.contains(initiator) { return true }
        return attachment.groups.contains { name in
            // What the manifest says of a group is what the array is about to have.
            if let declared = desired.initiatorGroups.first(where: { $0.name == name && $0.tenant == tenant }) {
                return declared.members.value.contains(initiator)
            }
            return observed.initiatorGroups[tenant]?.contains { $0.name == name && $0.admitted.contains(initiator) }
                ?? false
        }
    }

    private mutating func add(_ storage: DesiredStorageInstance, of app: DesiredAppInstance) {
        let live = observed.owned(app.key, by: desired.stack)?.app
        guard let live, live.tenant == app.tenant,
            let content = live.storageInstances.first(where: { $0.name == storage.name })
        else {
            pending.append(
                Self.pending(app.address, "it is not on the array", "run datera-apply apply first, then host apply"))
            return
        }
        let roundRobin = storage.roundRobin?.value ?? false
        guard let connection = TargetConnection(to: content, of: live, roundRobin: roundRobin),
            !connection.portals.isEmpty, !live.target(of: storage.name).isOffline
        else {
            pending.append(
                Self.pending(app.address, "\(storage.name) is offline or has no target", "bring it online"))
            attachments += recorded.filter { $0.id.hasPrefix("\(live.id)/\(storage.name)/") }
            return
        }
        let login = login(storage.attachment?.chap)
        let isSingle = live.paths.count == 1
        for (unit, volume) in zip(connection.units, content.volumes)
        where storage.volumes.contains(where: { $0.name == volume.name }) {
            let place = "\(storage.name)/\(volume.name)"
            attachments.append(
                WantedAttachment(
                    stack: desired.stack, volume: isSingle ? "\(app.address)" : "\(app.address)/\(place)",
                    id: "\(live.id)/\(place)",
                    size: volume.size, unit: UnitAddress(iqn: connection.iqn, lun: unit.lun),
                    portals: connection.portals.map { Portal(text: $0) }, login: login,
                    isConnectedOnArray: live.target(of: storage.name).activeInitiators.contains(initiator)))
        }
    }

    private func login(_ chap: DesiredCHAP?) -> TargetLogin {
        guard let chap else { return .none }
        let own = CHAPLogin(user: chap.credentials.user, password: secrets[chap.credentials.password])
        guard let mutual = chap.mutual else { return .chap(own) }
        return .mutual(own, target: CHAPLogin(user: mutual.user, password: secrets[mutual.password]))
    }

    private static func pending(_ address: ResourceAddress, _ message: String, _ remedy: String) -> HostProblem {
        HostProblem(.deviceMissing, "\(address)", message, remedy: remedy)
    }
}
