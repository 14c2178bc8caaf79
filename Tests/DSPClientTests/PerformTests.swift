import DSPClient
import StorageModel
import Testing

@Suite struct PerformTests {
    /// A call, its request line without version, and its body.
    struct Sample: Sendable, CustomTestStringConvertible {
        var call: ArrayCall
        var line: String
        var body: String?

        init(_ call: ArrayCall, _ line: String, _ body: String?) {
            self.call = call
            self.line = line
            self.body = body
        }

        var testDescription: String { line }
    }

    private static let app = "/app_instances/b1ac5967-12aa-4959-b24c-c60dd40d0a13"
    private static let storage = "\(app)/storage_instances/storage-1"
    private static let volume = "\(storage)/volumes/volume-1"
    private static let nested = TenantPath("a/b")
    private static let first = #"{"path":"/initiators/iqn.1993-08.org.debian:01:db01"}"#
    private static let second = #"{"path":"/initiators/iqn.1993-08.org.debian:01:db02"}"#
    private static let markerText = "datera-apply v1 prod ledger 000006 0123456789ab -"

    private static let shared: [Sample] = [
        Sample(
            .createTenant(Samples.payments, description: "Payments team"), "POST /tenants @/root",
            #"{"descr":"Payments team","name":"payments","parent_path":"/root"}"#),
        Sample(
            .createTenant(nested, description: nil), "POST /tenants @/root",
            #"{"name":"b","parent_path":"/root/a"}"#),
        Sample(
            .describeTenant(nested, description: "B"), "PUT /tenants/root/a/b @/root", #"{"descr":"B"}"#),
        Sample(
            .createInitiator(tenant: Samples.payments, iqn: Samples.iqn, label: "db-01", force: false),
            "POST /initiators @/root/payments", #"{"id":"iqn.1993-08.org.debian:01:db01","name":"db-01"}"#),
        Sample(
            .createInitiatorGroup(
                tenant: Samples.payments, name: "db-hosts", members: [Samples.otherIQN, Samples.iqn]),
            "POST /initiator_groups @/root/payments", #"{"members":[\#(first),\#(second)],"name":"db-hosts"}"#),
        Sample(
            .addGroupMember(tenant: Samples.payments, group: "db-hosts", member: Samples.iqn),
            "PUT /initiator_groups/db-hosts/members @/root/payments",
            #"{"op":"add","path":"/initiators/iqn.1993-08.org.debian:01:db01"}"#),
        Sample(
            .removeGroupMember(tenant: Samples.payments, group: "db-hosts", member: Samples.iqn),
            "PUT /initiator_groups/db-hosts/members @/root/payments",
            #"{"op":"remove","path":"/initiators/iqn.1993-08.org.debian:01:db01"}"#),
        Sample(
            .updateAppInstance(Samples.app, AppInstanceUpdate(unmarking: .nothing)), "PUT \(app) @/root/payments",
            #"{"descr":null}"#),
        Sample(
            .updateAppInstance(Samples.app, AppInstanceUpdate(unmarking: .description("Ledger"))),
            "PUT \(app) @/root/payments", #"{"descr":"Ledger"}"#),
        Sample(
            .writeMetadata(Samples.app, ["da.name": "ledger"], in: .ecosystem),
            "PUT \(app)/int_ecosystem_data @/root/payments", #"{"data":{"da.name":"ledger"}}"#),
        Sample(
            .writeMetadata(Samples.app, ["da.name": "ledger"], in: .plain), "PUT \(app)/metadata @/root/payments",
            #"{"da.name":"ledger"}"#),
        Sample(.deleteAppInstance(Samples.app), "DELETE \(app) @/root/payments", nil),
        Sample(
            .deleteInitiator(tenant: Samples.payments, iqn: Samples.iqn),
            "DELETE /initiators/iqn.1993-08.org.debian:01:db01 @/root/payments", nil),
        Sample(
            .deleteInitiatorGroup(tenant: Samples.payments, name: "db-hosts"),
            "DELETE /initiator_groups/db-hosts @/root/payments", nil),
        Sample(.deleteTenant(nested), "DELETE /tenants/root/a/b @/root", nil),
        Sample(
            .updateAppInstance(Samples.app, AppInstanceUpdate(adminState: .offline, force: true)),
            "PUT \(app) @/root/payments", #"{"admin_state":"offline","force":true}"#),
        Sample(
            .updateAppInstance(
                Samples.app, AppInstanceUpdate(name: "new", adminState: .online, marker: Samples.marker)),
            "PUT \(app) @/root/payments", #"{"admin_state":"online","descr":"\#(markerText)","name":"new"}"#),
        Sample(
            .createStorageInstance(
                Samples.app,
                StorageInstanceContent(
                    name: "logs", ipPool: "fast", initiators: [Samples.iqn], accessControlMode: .denyAll,
                    volumes: [VolumeContent(name: "wal", size: Gibibytes(5), replicaCount: 2)]), chap: .none),
            "POST \(app)/storage_instances @/root/payments",
            #"{"access_control_mode":"deny_all","acl_policy":{"initiator_groups":[],"initiators":[\#(first)]},"#
                + #""ip_pool":{"path":"/access_network_ip_pools/fast"},"name":"logs","#
                + #""volumes":[{"name":"wal","replica_count":2,"size":5,"snapshot_policies":[]}]}"#),
        Sample(.deleteStorageInstance(Samples.storage), "DELETE \(storage) @/root/payments", nil),
        Sample(
            .createVolume(
                Samples.storage,
                VolumeContent(name: "wal", size: Gibibytes(5), replicaCount: 2, placement: .mode(.hybrid))),
            "POST \(storage)/volumes @/root/payments",
            #"{"name":"wal","placement_mode":"hybrid","replica_count":2,"size":5}"#),
        Sample(.deleteVolume(Samples.volume), "DELETE \(volume) @/root/payments", nil),
        Sample(
            .moveToIPPool(Samples.storage, pool: "fast"), "PUT \(storage) @/root/payments",
            #"{"ip_pool":{"path":"/access_network_ip_pools/fast"}}"#),
        Sample(
            .setAccessList(Samples.storage, initiators: [Samples.otherIQN, Samples.iqn], groups: ["b", "a"]),
            "PUT \(storage)/acl_policy @/root/payments",
            #"{"initiator_groups":[{"path":"/initiator_groups/a"},{"path":"/initiator_groups/b"}],"#
                + #""initiators":[\#(first),\#(second)]}"#),
        Sample(
            .setAccessList(Samples.storage, initiators: [], groups: []), "PUT \(storage)/acl_policy @/root/payments",
            #"{"initiator_groups":[],"initiators":[]}"#),
        Sample(
            .setAuthentication(Samples.storage, .none), "PUT \(storage)/auth @/root/payments", #"{"type":"none"}"#),
        Sample(
            .setAuthentication(Samples.storage, .oneWay(Samples.chap)), "PUT \(storage)/auth @/root/payments",
            #"{"target_pswd":"secretsecret1","target_user_name":"ledger","type":"chap"}"#),
        Sample(
            .setAuthentication(Samples.storage, .mutual(Samples.chap, target: Samples.target)),
            "PUT \(storage)/auth @/root/payments",
            #"{"initiator_pswd":"secretsecret2","initiator_user_name":"array","#
                + #""target_pswd":"secretsecret1","target_user_name":"ledger","type":"mchap"}"#),
        Sample(
            .setAccessControlMode(Samples.storage, .denyAll), "PUT \(storage) @/root/payments",
            #"{"access_control_mode":"deny_all"}"#),
        Sample(
            .setVolume(Samples.volume, to: .size(Gibibytes(40))), "PUT \(volume) @/root/payments", #"{"size":40}"#),
        Sample(
            .setVolume(Samples.volume, to: .replicaCount(3)), "PUT \(volume) @/root/payments", #"{"replica_count":3}"#),
        Sample(
            .setVolume(Samples.volume, to: .placement(.policy("all-flash"))), "PUT \(volume) @/root/payments",
            #"{"placement_policy":{"path":"/placement_policies/all-flash"}}"#),
        Sample(
            .setVolume(Samples.volume, to: .placement(.mode(.singleFlash))), "PUT \(volume) @/root/payments",
            #"{"placement_mode":"single_flash"}"#),
        Sample(
            .setPerformancePolicy(Samples.volume, to: Samples.limits, exists: false),
            "POST \(volume)/performance_policy @/root/payments", Samples.limitsBody),
        Sample(
            .setPerformancePolicy(Samples.volume, to: Samples.limits, exists: true),
            "PUT \(volume)/performance_policy @/root/payments", Samples.limitsBody),
        Sample(
            .createSnapshotPolicy(Samples.volume, Samples.hourly),
            "POST \(volume)/snapshot_policies @/root/payments",
            #"{"interval":"1hour","name":"hourly","retention_count":48}"#),
        Sample(
            .updateSnapshotPolicy(
                Samples.volume,
                SnapshotPolicy(
                    name: "hourly", interval: .day, retentionCount: 7, startTime: "1970-01-01T00:00:30+00:00")),
            "PUT \(volume)/snapshot_policies/hourly @/root/payments",
            #"{"interval":"1day","retention_count":7,"start_time":"1970-01-01T00:00:30+00:00"}"#),
        Sample(
            .deleteSnapshotPolicy(Samples.volume, name: "hourly"),
            "DELETE \(volume)/snapshot_policies/hourly @/root/payments", nil),
        Sample(
            .createAppInstance(Samples.blueprint), "POST /app_instances @/root/payments",
            #"{"access_control_mode":"deny_all","create_mode":"normal","#
                + #""descr":"\#(markerText)","name":"ledger","storage_instances":[{"#
                + #""acl_policy":{"initiator_groups":[{"path":"/initiator_groups/db-hosts"}],"#
                + #""initiators":[\#(first),\#(second)]},"#
                + #""auth":{"target_pswd":"secretsecret1","target_user_name":"ledger","type":"chap"},"#
                + #""ip_pool":{"path":"/access_network_ip_pools/default"},"name":"storage-1","volumes":[{"#
                + #""name":"volume-1","performance_policy":\#(Samples.limitsBody),"#
                + #""placement_policy":{"path":"/placement_policies/all-flash"},"replica_count":3,"size":20,"#
                + #""snapshot_policies":[{"interval":"1hour","name":"hourly","retention_count":48}]}]}]}"#),
        Sample(
            .createAppInstance(
                AppInstanceSpec(
                    tenant: .root, name: "plain", marker: Samples.marker, accessControlMode: .allowAll,
                    adminState: .offline,
                    storageInstances: [
                        StorageInstanceContent(
                            name: "storage-1",
                            volumes: [
                                VolumeContent(
                                    name: "volume-1", size: Gibibytes(1), replicaCount: 1, placement: .mode(.hybrid))
                            ])
                    ])), "POST /app_instances @/root",
            #"{"access_control_mode":"allow_all","create_mode":"normal","descr":"\#(markerText)","name":"plain","#
                + #""storage_instances":[{"acl_policy":{"initiator_groups":[],"initiators":[]},"#
                + #""admin_state":"offline","name":"storage-1","volumes":[{"name":"volume-1","#
                + #""placement_mode":"hybrid","replica_count":1,"size":1,"snapshot_policies":[]}]}]}"#),
    ]

    @Test(arguments: APIVersion.allCases, shared)
    func aCallIsExactlyOneRequest(api: APIVersion, sample: Sample) async throws {
        let route = String(sample.line.prefix { $0 != "@" }.dropLast())
        let array = ScriptedArray([route: [.data("{}")]])
        try await DSPClient(array, api: api).perform(sample.call, secrets: Samples.secrets)
        #expect(array.log.dropFirst() == [sample.line.replacing(" /", with: " /v\(api.rawValue)/", maxReplacements: 1)])
        #expect(array.requests.last?.bodyText == sample.body)
    }

    @Test(arguments: APIVersion.allCases, shared)
    func aPreviewIsThatRequestWithoutItsSecrets(api: APIVersion, sample: Sample) {
        let preview = RequestPreview(sample.call, api: api)
        let line = "\(preview.method) \(preview.path) @\(preview.tenant?.description ?? "")"
        #expect(line == sample.line.replacing(" /", with: " /v\(api.rawValue)/", maxReplacements: 1))
        let masked = Samples.secrets.reduce(sample.body) { body, secret in
            body?.replacing(secret.value.content, with: "(secret from \(secret.key))")
        }
        #expect(preview.body == masked)
    }

    @Test(arguments: [(APIVersion.v21, ""), (.v22, #""force":true,"#), (.v23, #""force":true,"#)])
    func onlyVersionsThatKnowItAreSentForceForAnInitiator(api: APIVersion, force: String) async throws {
        let array = ScriptedArray(["POST /initiators": [.data("{}")]])
        try await DSPClient(array, api: api).perform(
            .createInitiator(tenant: .root, iqn: Samples.iqn, label: "db-01", force: true), secrets: [:])
        #expect(
            array.requests.last?.bodyText == #"{\#(force)"id":"iqn.1993-08.org.debian:01:db01","name":"db-01"}"#)
    }

    @Test func aMissingSecretStopsTheCallBeforeAnythingIsSent() async {
        let array = ScriptedArray()
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).perform(
                .setAuthentication(Samples.storage, .oneWay(Samples.chap)), secrets: [:])
        }
        guard case .refused(_, let message) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(message.contains("env:LEDGER_CHAP"))
        #expect(array.work.isEmpty)
    }

    @Test func oddNamesCannotEscapeTheirPlaceInThePath() async throws {
        let array = ScriptedArray(["DELETE \(Self.volume)/snapshot_policies/a%2F..%3Fb%20%25%C3%A9": [.data("{}")]])
        try await DSPClient(array).perform(.deleteSnapshotPolicy(Samples.volume, name: "a/..?b %é"), secrets: [:])
        #expect(array.work.count == 1)
    }
}
