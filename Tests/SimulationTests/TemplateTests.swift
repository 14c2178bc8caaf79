import Testing

@testable import Simulation

@Suite struct TemplateTests {
    private static let volume = "/app_templates/gold/storage_templates/disks/volume_templates/data"
    private static let gold: JSONValue = [
        "name": "gold", "snapshot_policies": [["name": "daily", "interval": "1day", "retention_count": 7]],
        "storage_templates": [
            [
                "name": "disks", "ip_pool": "/access_network_ip_pools/default",
                "auth": ["type": "chap", "target_user_name": "dbuser", "target_pswd": "secretsecret1"],
                "volume_templates": [
                    [
                        "name": "data", "size": 30, "replica_count": 2, "placement_mode": "all_flash",
                        "performance_policy": ["total_iops_max": 500],
                        "snapshot_policies": [["name": "hourly", "interval": "1hour", "retention_count": 3]],
                    ]
                ],
            ]
        ],
    ]

    private func bound(_ name: String, override: JSONValue? = nil, mode: String = "normal") -> JSONValue {
        var body: JSONObject = [
            "name": .string(name), "create_mode": .string(mode), "app_template": ["path": "/app_templates/gold"],
        ]
        body["template_override"] = override
        return .object(body)
    }

    private func override(size: JSONValue, storage: String = "disks", volume: String = "data") -> JSONValue {
        let volumes = JSONValue.object([volume: ["size": size]])
        return ["storage_instances": .object([storage: ["volumes": volumes]])]
    }

    @Test(arguments: ["v2.1", "v2.2"], ["2.2.0.0", "3.2.5.0", "3.3.3.0"])
    func everyPathOfATemplateServesIt(_ version: String, _ product: String) async throws {
        let client = try await ArrayClient({ $0.productVersion = product }, version: version)
        let made = try await client.post("/app_templates", Self.gold)
        #expect(made.status == 200 && made.data["app_instances"] == [])
        for path in [
            "/app_templates/gold", "/app_templates/gold/snapshot_policies/daily",
            "/app_templates/gold/storage_templates/disks", "/app_templates/gold/storage_templates/disks/auth",
            Self.volume, Self.volume + "/performance_policy", Self.volume + "/snapshot_policies/hourly",
        ] {
            let reply = try await client.get(path)
            #expect(reply.status == 200 && reply.data["path"] == .string(path))
        }
        for path in [
            "/app_templates", "/app_templates/gold/snapshot_policies", "/app_templates/gold/storage_templates",
            "/app_templates/gold/storage_templates/disks/volume_templates", Self.volume + "/snapshot_policies",
        ] { #expect(try await client.get(path).data.array?.isEmpty == false) }
        let volume = try await client.get(Self.volume).data
        #expect(made.data["storage_templates"]?.array?[0]["volume_templates"] == [volume])
        #expect((volume["placement_mode"] == nil) == (product == "3.3.3.0"))
    }

    /// The Go SDK reads and writes a reference; the recorded schema of 2.1 has text.
    @Test(arguments: ["v2.1", "v2.2", "v2.3"])
    func fromAPI22OnThePoolOfATemplateIsAReferenceAndTakenInBothForms(version: String) async throws {
        let client = try await ArrayClient(version: version)
        let pool = "/access_network_ip_pools/default"
        let forms: [JSONValue] = [.string(pool), ["path": .string(pool)]]
        for (index, form) in forms.enumerated() {
            let body: JSONValue = [
                "name": .string("gold-\(index)"),
                "storage_templates": [
                    ["name": "disks", "ip_pool": form, "volume_templates": [["name": "data", "size": 1]]]
                ],
            ]
            let made = try await client.post("/app_templates", body)
            guard version != "v2.1" || index == 0 else {
                #expect(made.status == 422)
                continue
            }
            #expect(made.status == 200, "\(made.message)")
            let shown = try await client.get("/app_templates/gold-\(index)/storage_templates/disks").data["ip_pool"]
            #expect(shown == (version == "v2.1" ? .string(pool) : ["path": .string(pool)]))
        }
    }

    @Test func thePartsOfATemplateAreEditedOneByOne() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/app_templates", ["name": "gold"])
        let storage = "/app_templates/gold/storage_templates"
        let pool: JSONValue = ["path": "/access_network_ip_pools/default"]
        #expect(try await client.post(storage, ["name": "disks"]).data["ip_pool"] == pool)
        #expect(try await client.post(storage, ["name": "disks"]).status == 409)
        #expect(try await client.put(storage + "/disks", ["ip_pool": "none"]).status == 422)
        #expect(
            try await client.post(storage + "/disks/volume_templates", ["name": "data", "size": 5]).status == 200)
        #expect(try await client.put(Self.volume, ["size": 3]).data["size"] == 3, "a plan may also shrink")
        #expect(try await client.put(Self.volume, ["size": 262_145]).status == 422)
        let limits = Self.volume + "/performance_policy"
        #expect(try await client.get(limits).status == 404)
        #expect(try await client.post(limits, ["total_iops_max": 10]).status == 200)
        #expect(try await client.post(limits, ["total_iops_max": 10]).status == 409)
        #expect(try await client.put(limits, ["read_iops_max": 5]).data["total_iops_max"] == 10)
        #expect(try await client.delete(limits).status == 200)
        let policies = Self.volume + "/snapshot_policies"
        let policy: JSONValue = ["name": "hourly", "interval": "1hour", "retention_count": 3]
        #expect(try await client.post(policies, policy).status == 200)
        #expect(try await client.put(policies + "/hourly", ["retention_count": 9]).data["retention_count"] == 9)
        #expect(try await client.delete(policies + "/hourly").status == 200)
        #expect(try await client.delete(Self.volume).status == 200)
        #expect(try await client.delete(storage + "/disks").status == 200)
        #expect(try await client.delete("/app_templates/gold").status == 200)
        #expect(try await client.get("/app_templates/gold").status == 404)
    }

    @Test(arguments: ["v2.1", "v2.2"], ["2.2.0.0", "3.2.5.0", "3.3.3.0"])
    func appInstancesTakeTheTemplatesNamesAndValues(_ version: String, _ product: String) async throws {
        let client = try await ArrayClient({ $0.productVersion = product }, version: version)
        _ = try await client.post("/app_templates", Self.gold)
        let app = try await client.post("/app_instances", bound("db-1", mode: "openstack"))
        let storage = app.data["storage_instances"]?.array?[0]
        let volume = storage?["volumes"]?.array?[0]
        #expect(app.data["app_template"]?["path"] == "/app_templates/gold")
        #expect(app.data["app_template"]?["resolved_path"] == "/app_templates/gold")
        #expect(app.data["app_template"]?["resolved_tenant"] == "/root")
        #expect(app.data["snapshot_policies"]?.array?.count == 1)
        #expect(storage?["name"] == "disks" && storage?["auth"]?["type"] == "chap")
        #expect(volume?["name"] == "data" && volume?["size"] == 30 && volume?["replica_count"] == 2)
        #expect(volume?["performance_policy"]?["total_iops_max"] == 500)
        #expect(volume?["snapshot_policies"]?.array?.count == 1)
        let place = volume?["placement_policy"]?["path"] ?? volume?["placement_mode"]
        #expect(place == (product == "3.3.3.0" ? "/placement_policies/all-flash" : "all_flash"))
        let users = try await client.get("/app_templates/gold").data["app_instances"]
        #expect(users == .references([app.data["path"]?.string ?? ""]))
    }

    @Test(arguments: [("v2.2", "3.3.3.0", true), ("v2.1", "3.3.3.0", false), ("v2.2", "3.2.5.0", false)])
    func sizesAreOverriddenOnlyByThirdGenerationProducts(
        _ version: String, _ product: String, _ isOffered: Bool
    ) async throws {
        let client = try await ArrayClient({ $0.productVersion = product }, version: version)
        _ = try await client.post("/app_templates", Self.gold)
        let body = try await client.get("/api").json["/app_instances"]?["create"]?["bodyParamSchema"]
        #expect((body?["properties"]?["template_override"] != nil) == isOffered, "Cinder looks for it there")
        let reply = try await client.post("/app_instances", bound("db-1", override: override(size: "50")))
        #expect(reply.status == (isOffered ? 200 : 422))
        guard isOffered else { return }
        #expect(reply.data["storage_instances"]?.array?[0]["volumes"]?.array?[0]["size"] == 50)
    }

    @Test func overridesOfWhatTheTemplateHasNotAreRefused() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/app_templates", Self.gold)
        for wrong in [
            override(size: "50", storage: "storage-1"), override(size: "50", volume: "volume-1"),
            override(size: "many"), override(size: 0), ["volumes": [:]],
        ] {
            #expect(try await client.post("/app_instances", bound("db-1", override: wrong)).status == 422)
        }
        let unbound: JSONValue = ["name": "db-1", "template_override": override(size: "50")]
        #expect(try await client.post("/app_instances", unbound).status == 422)
        #expect(
            try await client.post("/app_instances", ["name": "db-1", "app_template": ["path": "/app_templates/no"]])
                .status == 422)
        #expect(try await client.get("/app_instances").data == [])
    }

    @Test func theBuiltInTemplateMakesAVolume() async throws {
        let client = try await ArrayClient()
        let app = try await client.post(
            "/app_instances", ["name": "db-1", "app_template": ["path": "/app_templates/basic_small"]])
        #expect(app.status == 200)
        #expect(try await client.get(Paths.volume("db-1")).data["replica_count"] == 3)
        #expect(try await client.delete("/app_templates/basic_small").status == 400, "in use")
    }

    @Test func theTemplatesPoolCannotBeReplacedInOneAppInstance() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/app_templates", Self.gold)
        _ = try await client.post("/app_instances", bound("db-1"))
        _ = try await client.goOffline("db-1")
        let pool: JSONValue = ["ip_pool": ["path": "/access_network_ip_pools/default"]]
        let storage = "/app_instances/db-1/storage_instances/disks"
        #expect(try await client.put(storage, pool).status == 400)
        #expect(try await client.put(storage, ["admin_state": "online"]).status == 200)
        #expect(try await client.put(storage + "/volumes/data", ["size": 40]).data["size"] == 40)
    }

    @Test func tenantsUseTheTemplatesAboveThem() async throws {
        let root = try await ArrayClient()
        _ = try await root.post("/tenants", ["name": "pay"])
        _ = try await root.post("/app_templates", Self.gold)
        let pay = root.inTenant("/root/pay")
        #expect(try await pay.get("/app_templates/gold").data["tenant"] == "/root")
        #expect(try await pay.put("/app_templates/gold", ["descr": "Mine"]).status == 404, "not theirs to change")
        let app = try await pay.post("/app_instances", bound("db-1"))
        #expect(app.data["app_template"]?["resolved_tenant"] == "/root")
        #expect(try await pay.get("/app_templates/gold").data["app_instances"]?.array?.count == 1)
        #expect(try await root.get("/app_templates/gold").data["app_instances"] == [], "not visible from there")
        let copy: JSONValue = ["name": "own", "copy_from": ["path": "/app_templates/gold"]]
        #expect(try await pay.post("/app_templates", copy).data["storage_templates"]?.array?.count == 1)
        #expect(try await root.get("/app_templates/own").status == 404)
        #expect(try await root.delete("/tenants/root/pay").status == 400)
    }
}
