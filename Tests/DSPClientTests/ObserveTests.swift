import DSPClient
import StorageModel
import Testing

@Suite struct ObserveTests {
    private static let system = #"{"uuid":"b0","name":"sim-1","sw_version":"3.3.3.0","extra":{"a":[1]}}"#

    /// An array with these tenants, empty but for what is added.
    private static func routes(tenants: String, _ more: [String: [Reply]] = [:]) -> [String: [Reply]] {
        [
            "GET /system": [.data(system)], "GET /tenants": [.data(tenants)], "GET /app_instances": [.list([])],
            "GET /initiators": [.list([])], "GET /initiator_groups": [.list([])],
        ].merging(more) { $1 }
    }

    private static let populated = routes(
        tenants:
            #"[{"path":"/tenants/root"},{"path":"/tenants/root/payments","descr":"Team"},{"path":"/root/x"}]"#,
        [
            "GET /app_instances @/root/payments": [.list([Samples.live])],
            "GET /initiators @/root/payments": [
                .list([#"{"id":"IQN.1993-08.org.debian:01:db01","name":"db-01","tenant":"/root"}"#])
            ],
            "GET /initiator_groups @/root/payments": [
                .list([#"{"name":"hosts","members":[{"path":"/initiators/iqn.1993-08.org.debian:01:db01"}]}"#])
            ],
        ])

    @Test func aReadingIsOneRequestForEachListAndNoMore() async throws {
        let array = ScriptedArray(Self.populated)
        let state = try await DSPClient(array).observe(tenants: [Samples.payments, TenantPath("absent")])
        #expect(
            Set(array.work) == [
                "GET /v2.2/system @/root", "GET /v2.2/tenants @/root", "GET /v2.2/app_instances?limit=1000 @/root",
                "GET /v2.2/app_instances?limit=1000 @/root/payments", "GET /v2.2/app_instances?limit=1000 @/root/x",
                "GET /v2.2/initiators?limit=1000 @/root/payments",
                "GET /v2.2/initiator_groups?limit=1000 @/root/payments",
            ])
        #expect(array.log.count == 8)
        #expect(
            state.cluster
                == ObservedCluster(uuid: "b0", name: "sim-1", product: ProductVersion("3.3.3.0"), api: .v22))
        #expect(
            state.tenants == [
                ObservedTenant(path: .root), ObservedTenant(path: Samples.payments, description: "Team"),
                ObservedTenant(path: TenantPath("x")),
            ])
        #expect(
            state.initiators == [
                Samples.payments: [ObservedInitiator(iqn: Samples.iqn, label: "db-01", owner: .root)]
            ])
        #expect(
            state.initiatorGroups == [
                Samples.payments: [
                    ObservedInitiatorGroup(name: "hosts", members: [Samples.iqn], owner: Samples.payments)
                ]
            ])
        #expect(state.appInstances.map(\.reference) == [Samples.app])
    }

    @Test func aTenantThatVanishesMeanwhileIsLeftOut() async throws {
        let array = ScriptedArray(
            Self.routes(
                tenants: #"[{"path":"/root"},{"path":"/root/a"}]"#,
                ["GET /app_instances @/root/a": [.error(404, name: "NotFoundError")]]))
        #expect(try await DSPClient(array).observe(tenants: []).tenants.map(\.path) == [.root])
    }

    @Test func aForeignTenantMayBeClosedToThisLoginButNotOneOfTheStack() async throws {
        let array = ScriptedArray(
            Self.routes(
                tenants: #"[{"path":"/root"},{"path":"/root/a"}]"#,
                ["GET /app_instances @/root/a": [.error(403, name: "PermissionDeniedError")]]))
        #expect(try await DSPClient(array).observe(tenants: []).tenants.map(\.path) == [.root])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).observe(tenants: [TenantPath("a")])
        }
        guard case .permissionDenied = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test(arguments: [401, 403])
    func aLoginThatMayNotListTenantsReadsThoseOfTheStack(status: Int) async throws {
        let array = ScriptedArray(
            Self.routes(
                tenants: "[]",
                [
                    "GET /tenants": [.error(status, name: "PermissionDeniedError")],
                    "GET /app_instances @/root": [.error(403, name: "PermissionDeniedError")],
                    "GET /app_instances @/root/b": [.error(404, name: "NotFoundError")],
                    "GET /initiators @/root/b": [.error(404, name: "NotFoundError")],
                    "GET /initiator_groups @/root/b": [.error(404, name: "NotFoundError")],
                ]))
        let state = try await DSPClient(array).observe(tenants: [TenantPath("a"), TenantPath("b")])
        #expect(state.tenants == [ObservedTenant(path: TenantPath("a"))])
        #expect(state.initiators.keys.sorted() == [TenantPath("a")])
    }

    @Test(arguments: [
        (#"[{"path":"/root","name":"root","subtenants":["a","b"]},{"path":"/root/a"},{"path":"/root/b"}]"#, "plain"),
        (#"[{"path":"/tenants/root","subtenants":[{"path":"/tenants/root/a"},{"path":"/tenants/root/b"}]}]"#, "nested"),
        (#"[{"name":"root"},{"name":"a","parent_path":"/root"},{"name":"b","parent_path":"/tenants/root"}]"#, "names"),
        (#"[{"path":"/root","subtenants":[{"name":"a"},{"name":"b","subtenants":null}]}]"#, "nested names"),
        (#"[{"path":"root"},{"path":"/a"},{"path":"/tenants/b"}]"#, "short forms"),
    ])
    func tenantListsOfEveryShapeGiveTheSameTenants(tenants: String, shape: String) async throws {
        let state = try await DSPClient(ScriptedArray(Self.routes(tenants: tenants))).observe(tenants: [])
        #expect(state.tenants.map(\.path) == [.root, TenantPath("a"), TenantPath("b")], "\(shape)")
    }

    @Test func aDescriptionIsKeptWhenATenantIsNamedTwice() async throws {
        let array = ScriptedArray(
            Self.routes(
                tenants:
                    #"[{"path":"/root","subtenants":["a"]},{"path":"/root/a","descr":"A team","subtenants":["c"]}]"#))
        #expect(
            try await DSPClient(array).observe(tenants: []).tenants == [
                ObservedTenant(path: .root), ObservedTenant(path: TenantPath("a"), description: "A team"),
                ObservedTenant(path: TenantPath("a/c")),
            ])
    }

    @Test func noMoreThanSixtyFourTenantsAreReadAndTheStacksAreAmongThem() async throws {
        let names = (100..<200).map { #"{"path":"/root/t\#($0)"}"# }
        let array = ScriptedArray(Self.routes(tenants: "[\(names.joined(separator: ","))]"))
        let tenants = try await DSPClient(array).observe(tenants: [TenantPath("t199")]).tenants.map(\.path)
        #expect(tenants.count == 64)
        #expect(tenants.last == TenantPath("t199"))
    }
}
