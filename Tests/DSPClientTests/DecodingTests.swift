import DSPClient
import StorageModel
import Testing

@Suite struct DecodingTests {
    /// The app instances of an array that lists these in `/root`.
    private static func observed(_ replies: [Reply], api: APIVersion = .v21) async throws -> [ObservedAppInstance] {
        let array = ScriptedArray([
            "GET /system": [.data("{}")], "GET /tenants": [.data(#"[{"path":"/root"}]"#)],
            "GET /app_instances": replies,
        ])
        return try await DSPClient(array, api: api).observe(tenants: []).appInstances
    }

    private static func volume(_ fields: String) async throws -> VolumeContent? {
        let volume = #"{"name":"volume-1",\#(fields)}"#
        let app = #"{"name":"app","storage_instances":[{"name":"storage-1","volumes":[\#(volume)]}]}"#
        return try await observed([.list([app])]).first?.storageInstances.first?.volumes.first
    }

    @Test(.enabled(if: Recording.appInstances != nil, "the recording belongs to the vendor and is not there"))
    func theRecordedAnswerOfARealBoxIsUnderstood() async throws {
        let recorded = try #require(Recording.appInstances)
        let apps = try await Self.observed([.json(recorded)])
        let limits = PerformanceLimits([
            .totalIOPS: .at(100), .readIOPS: .at(200), .writeIOPS: .at(300), .totalBandwidth: .at(300),
            .readBandwidth: .at(200), .writeBandwidth: .at(100),
        ])
        func expected(
            _ name: String, _ id: String, size: Int, _ limits: PerformanceLimits?, iqn: String, portals: [String]
        ) -> ObservedAppInstance {
            var app = ObservedAppInstance(
                tenant: .root, id: id, name: name,
                targets: [
                    "storage-1": ObservedTarget(iqn: "iqn.2013-05.com.daterainc:tc:01:sn:\(iqn)", portals: portals)
                ],
                storageInstances: [
                    StorageInstanceContent(
                        name: "storage-1", ipPool: "default",
                        volumes: [
                            VolumeContent(
                                name: "volume-1", size: Gibibytes(size), replicaCount: 1, placement: .mode(.hybrid),
                                performance: limits)
                        ])
                ])
            app.storageInstances[0].accessControlMode = .denyAll
            return app
        }
        #expect(
            apps == [
                expected(
                    "test-app-1", "b1ac5967-12aa-4959-b24c-c60dd40d0a13", size: 10, nil, iqn: "9b8e220259a8a79f",
                    portals: ["172.28.41.43", "172.29.41.56"]),
                expected(
                    "test-app-2", "e484826b-f76a-4f8a-939a-5de9ce39ea1d", size: 20, limits, iqn: "9ffc3647d0b9e0bc",
                    portals: ["172.28.41.26", "172.29.41.50"]),
            ])
    }

    @Test func theWholeTreeIsRead() async throws {
        var app = try #require(try await Self.observed([.list([Samples.live])], api: .v22).first)
        #expect(app.unknownValues == ["storage-1 no access_control_mode"])
        app.unknownValues = []
        #expect(
            app
                == ObservedAppInstance(
                    tenant: .root, id: "b1ac5967-12aa-4959-b24c-c60dd40d0a13", name: "ledger",
                    ownership: .marked(Samples.marker), descr: Samples.marker.description,
                    volumeSnapshots: [
                        VolumePath(storage: "storage-1", volume: "volume-1"): [
                            ObservedSnapshot(timestamp: "1.5", uuid: ""), ObservedSnapshot(timestamp: "2.5", uuid: ""),
                        ]
                    ],
                    targets: [
                        "storage-1": ObservedTarget(
                            iqn: "iqn.2013-05.com.daterainc:tc:01:sn:9b8e", portals: ["172.28.41.43", "172.29.41.56"],
                            activeInitiators: [Samples.iqn])
                    ],
                    storageInstances: [
                        StorageInstanceContent(
                            name: "storage-1", ipPool: "default", initiators: [Samples.iqn, Samples.otherIQN],
                            groups: ["db-hosts"], authentication: .chap(user: "ledger"),
                            volumes: [
                                VolumeContent(
                                    name: "volume-1", size: Gibibytes(20), replicaCount: 3,
                                    placement: .policy("all-flash"), performance: Samples.limits,
                                    snapshotPolicies: [
                                        SnapshotPolicy(
                                            name: "hourly", interval: .hour, retentionCount: 48,
                                            startTime: "1970-01-01T00:00:30+00:00")
                                    ])
                            ])
                    ]))
    }

    @Test(arguments: [
        #"{"name":"app"}"#,
        #"{"name":"app","id":null,"path":null,"descr":null,"admin_state":null,"create_mode":null,"app_template":null,"#
            + #""storage_instances":null,"op_state":null}"#,
        #"{"name":"app","path":"/app_instances/app","app_template":{"path":"","resolved_path":""},"snapshots":{}}"#,
    ])
    func whatIsMissingOrNullHasItsUsualMeaning(app: String) async throws {
        #expect(
            try await Self.observed([.list([app])]) == [
                ObservedAppInstance(tenant: .root, id: "app", name: "app", storageInstances: [])
            ])
    }

    @Test func whatStandsInTheWayOfADeletionIsRead() async throws {
        let app =
            #"{"name":"app","op_state":"cloning","clone_src":{"path":"/app_instances/source/storage_instances/s"},"#
            + #""snapshots":[{"utc_ts":"1.5","uuid":"u","op_state":"pending"},{}],"descr":"Made by hand"}"#
        #expect(
            try await Self.observed([.list([app])]) == [
                ObservedAppInstance(
                    tenant: .root, id: "app", name: "app", descr: "Made by hand", cloneSource: "source",
                    isSeeding: true,
                    groupSnapshots: [
                        ObservedSnapshot(timestamp: "1.5", uuid: "u", isAvailable: false),
                        ObservedSnapshot(timestamp: "", uuid: ""),
                    ], storageInstances: [])
            ])
    }

    @Test(arguments: [("20", 20), ("20.0", 20), (#""20""#, 20), ("10.9", 11), (#""10.1""#, 11), (#""2e1""#, 20)])
    func sizesAreReadHoweverTheyAreSpelt(size: String, expected: Int) async throws {
        #expect(try await Self.volume(#""size":\#(size)"#)?.size == Gibibytes(expected))
    }

    @Test(arguments: [
        (#""placement_mode":"all_flash""#, Placement.mode(.allFlash) as Placement?),
        (#""placement_mode":"hybrid","placement_policy":{"path":"/placement_policies/gold"}"#, .policy("gold")),
        (#""placement_policy":{"path":"/x/y","resolved_path":"/placement_policies/gold"}"#, .policy("gold")),
        (#""placement_policy":"/placement_policies/gold""#, .policy("gold")),
        (#""placement_policy":"gold""#, .policy("gold")),
        (#""placement_policy":{"path":""},"placement_mode":"hybrid""#, .mode(.hybrid)),
        (#""placement_mode":"tape""#, nil), (#""placement_mode":null,"placement_policy":null"#, nil),
    ])
    func placementIsReadInBothItsNotions(fields: String, expected: Placement?) async throws {
        #expect(try await Self.volume(#""size":1,\#(fields)"#)?.placement == expected)
    }

    @Test(arguments: [
        (#""performance_policy":null"#, PerformanceLimits?.none), (#""performance_policy":{}"#, nil),
        (#""performance_policy":{"path":"/p","total_iops_max":0}"#, .unlimited),
        (
            #""performance_policy":{"write_iops_max":"70","total_bandwidth_max":5.0}"#,
            PerformanceLimits([.writeIOPS: .at(70), .totalBandwidth: .at(5)])
        ),
    ])
    func aPolicyWithoutLimitsIsNotTheSameAsNoPolicy(fields: String, expected: PerformanceLimits?) async throws {
        #expect(try await Self.volume(#""size":1,\#(fields)"#)?.performance == expected)
    }

    @Test(arguments: [
        (#"{"type":"none","target_user_name":""}"#, ObservedAuthentication.none), ("null", .none), ("{}", .none),
        (#"{"type":"chap","target_user_name":"u"}"#, .chap(user: "u")),
        (
            #"{"type":"mchap","target_user_name":"u","initiator_user_name":"t"}"#,
            .mutualCHAP(user: "u", targetUser: "t")
        ), (#"{"type":"access_keys","access_key":"k"}"#, .other("access_keys")),
    ])
    func chapIsReadByItsUsers(auth: String, expected: ObservedAuthentication) async throws {
        let app = #"{"name":"app","storage_instances":[{"name":"s","auth":\#(auth)}]}"#
        #expect(try await Self.observed([.list([app])]).first?.storageInstances.first?.authentication == expected)
    }

    @Test(arguments: [
        (#""admin_state":"online","storage_instances":[{"name":"s","admin_state":"online"}]"#, AdminState.online),
        (#""admin_state":"offline","storage_instances":[{"name":"s","admin_state":"online"}]"#, .offline),
        (#""admin_state":"online","storage_instances":[{"name":"s","admin_state":"offline"}]"#, .offline),
        (
            #""storage_instances":[{"name":"s","admin_state":"offline"},{"name":"t","admin_state":"online"}]"#,
            .online
        ), (#""admin_state":"online","storage_instances":[]"#, .online),
    ])
    func anAppInstanceIsOfflineWhenItOrAllBelowItIs(fields: String, expected: AdminState) async throws {
        #expect(try await Self.observed([.list([#"{"name":"app",\#(fields)}"#])]).first?.adminState == expected)
    }

    @Test(arguments: [
        (#""health":"ok","deployment_state":"deployed""#, #""op_state":"available""#, #""health":"ok""#, []),
        ("", "", "", []),
        (
            #""health":"critical""#, #""op_state":"failed""#, #""storage_state":"replicas_degraded""#,
            ["health critical", "storage-1 op_state failed", "storage-1/volume-1 storage_state replicas_degraded"]
        ),
        (#""admin_state":"offline""#, #""op_state":"unavailable","admin_state":"offline""#, "", []),
        (
            "", #""op_state":"unavailable""#, #""availability_state":"unavailable""#,
            ["storage-1 op_state unavailable", "storage-1/volume-1 availability_state unavailable"]
        ),
    ])
    func whatTheArraySaysIsWrongIsRead(app: String, storage: String, volume: String, troubles: [String]) async throws {
        func object(_ members: String...) -> String {
            "{" + members.filter { !$0.isEmpty }.joined(separator: ",") + "}"
        }
        let volume = object(#""name":"volume-1","size":1"#, volume)
        let storage = object(#""name":"storage-1","volumes":[\#(volume)]"#, storage)
        let app = object(#""name":"app","storage_instances":[\#(storage)]"#, app)
        #expect(try await Self.observed([.list([app])]).first?.troubles == troubles)
    }

    /// Each value that the model has no word for, with its place.
    @Test(arguments: [
        ("", #""access_control_mode":"deny_all""#, #""size":1"#, []),
        ("", "", #""size":1"#, ["storage-1 no access_control_mode"]),
        (
            #""admin_state":"maintenance""#, #""access_control_mode":"some","auth":{"type":"kerberos"}"#, #""size":1"#,
            ["admin_state maintenance", "storage-1 access_control_mode some", "storage-1 auth type kerberos"]
        ),
        (
            "", #""access_control_mode":"deny_all""#,
            #""size":10.9,"replica_count":"2.5","placement_mode":"tape","performance_policy":{"read_iops_max":0.5}"#,
            [
                "storage-1/volume-1 size 10.9", "storage-1/volume-1 replica_count 2.5",
                "storage-1/volume-1 placement_mode tape", "storage-1/volume-1 read_iops_max 0.5",
            ]
        ),
    ])
    func whatIsNotKnownIsSaid(app: String, storage: String, volume: String, unknown: [String]) async throws {
        func object(_ members: String...) -> String {
            "{" + members.filter { !$0.isEmpty }.joined(separator: ",") + "}"
        }
        let volume = object(#""name":"volume-1""#, volume)
        let storage = object(#""name":"storage-1","volumes":[\#(volume)]"#, storage)
        let app = object(#""name":"app","storage_instances":[\#(storage)]"#, app)
        #expect(try await Self.observed([.list([app])]).first?.unknownValues == unknown)
    }

    @Test func anAccessControlModeIsReadWhereThereIsOne() async throws {
        for (text, mode) in [("allow_all", AccessControlMode.allowAll), ("deny_all", .denyAll)] {
            let storage = #"{"name":"storage-1","access_control_mode":"\#(text)"}"#
            let app = #"{"name":"app","storage_instances":[\#(storage)]}"#
            #expect(try await Self.observed([.list([app])]).first?.storageInstances.first?.accessControlMode == mode)
        }
    }

    @Test func anIntervalThatNoManifestCanSayIsReadAsItIs() async throws {
        let policies = #"[{"name":"a","interval":"1min","retention_count":1},{"name":"b","interval":"1day"}]"#
        #expect(
            try await Self.volume(#""size":1,"snapshot_policies":\#(policies)"#)?.snapshotPolicies == [
                SnapshotPolicy(name: "a", interval: .other("1min"), retentionCount: 1),
                SnapshotPolicy(name: "b", interval: .day, retentionCount: 1),
            ])
    }
}
