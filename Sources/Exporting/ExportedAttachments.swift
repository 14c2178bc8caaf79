import StorageModel

/// The entries of `attachments` for one app instance: all that its storage instances need, or none. One attachment
/// makes the access of the whole app instance the stack's, and what is left out would be taken away.
struct ExportedAttachments {
    private(set) var entries: [YAMLEntry] = []
    private(set) var remarks: [String] = []
    /// What is left out though the stack manages it: it has to be left alone.
    private(set) var notExported: FieldGroups = []

    /// - Parameters:
    ///   - key: of the app instance; the names of its variables are made of it.
    ///   - namesStorages: whether the manifest names its storage instances, so that each may have its own.
    init(
        _ app: ObservedAppInstance, key: String, namesStorages: Bool, access: inout ExportedAccess,
        variables: inout ExportNames
    ) {
        let storages = app.storageInstances.sorted { $0.name < $1.name }
        if !app.openTargets.isEmpty {
            let open = app.openTargets.joined(separator: ", ")
            remarks.append(
                "that \(open) allows all initiators (access_control_mode allow_all): a manifest can declare this only for all "
                    + "of its storage instances")
            notExported.insert(.accessControlMode)
        }
        // The driver lets hosts in and out: what is so today would be wrong tomorrow.
        guard DriverIgnores.fields(of: app).isDisjoint(with: [.attachments, .chap]) else { return }
        let foreign = storages.flatMap(\.foreign).sorted()
        guard foreign.isEmpty else {
            leaveOut("its access list names \(foreign.map(\.description).joined(separator: ", "))", of: app)
            return
        }
        // All are evaluated first: what each reports is exported, whether an attachment results or not.
        for storage in storages where !access.canName(storage.initiators, storage.groups, in: app.tenant) {
            leaveOut(
                "its access list names objects that tenant \(app.tenant.shortName) does not see, or sees differently",
                of: app)
            return
        }
        guard namesStorages || storages.allSatisfy({ $0.hasAccess(of: storages[0]) }) else {
            leaveOut("its storage instances have access lists that differ", of: app)
            return
        }
        let tellsCHAP = storages.allSatisfy(\.authentication.isSayable)
        if !tellsCHAP { leaveOut("its CHAP users cannot be expressed in a manifest", [.chap], of: app) }
        let exported = (namesStorages ? storages : Array(storages.prefix(1))).map { storage in
            (
                storage,
                ExportedAttachment(
                    app, storage, key: key, tellsCHAP: tellsCHAP, access: &access, variables: &variables
                ).value
            )
        }
        // One entry says it for all.
        if let first = exported.first?.1, exported.allSatisfy({ $0.1 == first }) {
            entries = [YAMLEntry(key, first)]
        } else {
            entries = exported.compactMap { storage, value in value.map { YAMLEntry("\(key)/\(storage.name)", $0) } }
        }
    }

    private mutating func leaveOut(
        _ remark: String, _ groups: FieldGroups = [.attachments, .chap], of app: ObservedAppInstance
    ) {
        remarks.append(remark)
        notExported.formUnion(groups.intersection(app.marker?.mask ?? []))
    }
}

extension StorageInstanceContent {
    fileprivate func hasAccess(of other: StorageInstanceContent) -> Bool {
        initiators == other.initiators && groups == other.groups && authentication == other.authentication
    }
}

extension ObservedAuthentication {
    fileprivate var isSayable: Bool {
        switch self {
        case .none: true
        case .chap(let user): NameRule.name.accepts(user)
        case .mutualCHAP(let user, let target): NameRule.name.accepts(user) && NameRule.name.accepts(target)
        case .other: false
        }
    }
}
