import StorageModel
import TestSupport

extension ExportTests {
    /// Makes a modelled array through the API.
    static func build(_ state: ObservedState, on array: SimulatedDSP) async throws {
        for tenant in state.tenants where tenant.path != .root {
            let description = tenant.description == "Team of many" ? #","descr":"Team of many""# : ""
            try await array.call(
                "POST", "/tenants",
                #"{"name":"\#(tenant.path.components.last ?? "")","parent_path":"\#(tenant.path.parent ?? .root)"\#(description)}"#
            )
        }
        try await array.call(
            "POST", "/access_network_ip_pools",
            #"{"name":"fast","network_paths":[{"start_ip":"10.1.0.10","range":100,"netmask":24,"name":"access_1"},"#
                + #"{"start_ip":"10.2.0.10","range":100,"netmask":24,"name":"access_2"}]}"#)
        for tenant in state.tenants.map(\.path) {
            for initiator in state.initiators[tenant] ?? [] {
                try await array.call(
                    "POST", "/initiators",
                    #"{"id":"\#(initiator.iqn)","name":"\#(initiator.label)","force":true}"#,
                    tenant: tenant.description)
            }
            for group in state.initiatorGroups[tenant] ?? [] {
                try await array.call(
                    "POST", "/initiator_groups",
                    #"{"name":"\#(group.name)","members":[\#(references("/initiators/", group.members.map(\.text)))]}"#,
                    tenant: tenant.description)
            }
        }
        for app in state.appInstances {
            let made = try await array.call("POST", "/app_instances", body(of: app), tenant: app.tenant.description)
            let path = "/app_instances/\(made["data"]?["id"]?.text ?? made["id"]?.text ?? "")"
            try await addLater(app, at: path, store: state.cluster.product.metadataStore, on: array)
        }
    }

    /// What an app instance only gets when it is there.
    private static func addLater(
        _ app: ObservedAppInstance, at path: String, store: MetadataStore, on array: SimulatedDSP
    ) async throws {
        for _ in app.groupSnapshots {
            try await array.call("POST", "\(path)/snapshots", "{}", tenant: app.tenant.description)
        }
        for part in app.paths {
            for snapshot in app.snapshots(of: part) {
                try await array.call(
                    "POST", "\(path)/storage_instances/\(part.storage)/volumes/\(part.volume)/snapshots",
                    #"{"uuid":"\#(snapshot.uuid)"}"#, tenant: app.tenant.description)
            }
        }
        guard let metadata = app.metadata else { return }
        let pairs = metadata.sorted { $0.key < $1.key }.map { pair in
            let value = pair.value.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return #""\#(pair.key)":"\#(value)""#
        }.joined(separator: ",")
        let body = store == .ecosystem ? #"{"data":{\#(pairs)}}"# : "{\(pairs)}"
        try await array.call(
            "PUT", "\(path)/\(store == .ecosystem ? "int_ecosystem_data" : "metadata")", body,
            tenant: app.tenant.description)
    }

    private static func body(of app: ObservedAppInstance) -> String {
        let storages = app.storageInstances.map { storage in
            let volumes = storage.volumes.map(body(of:)).joined(separator: ",")
            let initiators = references("/initiators/", storage.initiators.map(\.text))
            let groups = references("/initiator_groups/", Array(storage.groups))
            return
                #"{"name":"\#(storage.name)","ip_pool":{"path":"/access_network_ip_pools/\#(storage.ipPool ?? "")"},"#
                + #""acl_policy":{"initiators":[\#(initiators)],"initiator_groups":[\#(groups)]},"#
                + #""admin_state":"\#(app.adminState.rawValue)","auth":\#(body(of: storage.authentication)),"#
                + #""volumes":[\#(volumes)]}"#
        }
        let descr = app.descr.map { #","descr":"\#($0)""# } ?? ""
        return #"{"name":"\#(app.name)","create_mode":"\#(app.createMode)"\#(descr),"#
            + #""storage_instances":[\#(storages.joined(separator: ","))]}"#
    }

    private static func body(of volume: VolumeContent) -> String {
        var members = [
            #""name":"\#(volume.name)","size":\#(volume.size.count),"replica_count":\#(volume.replicaCount)"#
        ]
        switch volume.placement {
        case .policy(let name): members.append(#""placement_policy":{"path":"/placement_policies/\#(name)"}"#)
        case .mode(let mode): members.append(#""placement_mode":"\#(mode.rawValue)""#)
        case nil: break
        }
        if let limits = volume.performance {
            let texts = QoSField.allCases.map { #""\#($0.rawValue)":\#(limits[$0].wireValue)"# }
            members.append(#""performance_policy":{\#(texts.joined(separator: ","))}"#)
        }
        let policies = volume.snapshotPolicies.map {
            #"{"name":"\#($0.name)","interval":"\#($0.interval.rawValue)","retention_count":\#($0.retentionCount)}"#
        }
        members.append(#""snapshot_policies":[\#(policies.joined(separator: ","))]"#)
        return "{\(members.joined(separator: ","))}"
    }

    private static func body(of authentication: ObservedAuthentication) -> String {
        switch authentication {
        case .none, .other: #"{"type":"none"}"#
        case .chap(let user):
            #"{"type":"chap","target_user_name":"\#(user)","target_pswd":"secret-12345"}"#
        case .mutualCHAP(let user, let target):
            #"{"type":"mchap","target_user_name":"\#(user)","target_pswd":"secret-12345","#
                + #""initiator_user_name":"\#(target)","initiator_pswd":"secret-54321"}"#
        }
    }

    private static func references(_ prefix: String, _ names: [String]) -> String {
        names.sorted().map { #"{"path":"\#(prefix)\#($0)"}"# }.joined(separator: ",")
    }
}
