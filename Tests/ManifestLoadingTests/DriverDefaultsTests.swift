import Diagnostics
import ManifestLoading
import StorageModel
import TestSupport
import Testing

/// What a cinder.conf means to a manifest that says nothing itself.
@Suite struct DriverDefaultsTests {
    private static func option(_ name: DriverOption.Name, _ value: String) -> DriverOption {
        DriverOption(name, value, at: SourceLocation(file: "cinder.conf", line: 7, column: 3))
    }

    private func load(
        _ body: String, _ driver: [DriverOption], tenantDefault: TenantPath? = nil, tenantOverride: TenantPath? = nil
    ) -> LoadedManifest {
        let text = "apiVersion: datera-apply/v1\nkind: Stack\nstack: cloud\n\(body)\n"
        return ManifestLoader(
            options: ManifestOptions(tenantOverride: tenantOverride, tenantDefault: tenantDefault, driver: driver)
        ).load([ManifestSource(name: "s.yaml", text: Array(text.utf8))])
    }

    private static let volume = "volumes: {vol-1: {size: 10GiB}}"

    @Test func typeDefaultsAreDefaultsUnlessTheManifestHasItsOwn() throws {
        let driver = [Self.option(.typeDefaults, "replica_count:2, iops_per_gb:50,ip_pool:fast")]
        let volume = try #require(load(Self.volume, driver).desired?.appInstances.first)
        let inner = volume.storageInstances[0].volumes[0]
        #expect(inner.replicaCount?.value == 2 && inner.replicaCount?.via == "cinder.conf")
        #expect(inner.replicaCount?.location == SourceLocation(file: "cinder.conf", line: 7, column: 3))
        #expect(inner.qos?.iopsPerGiB?.value == 50 && volume.storageInstances[0].ipPools?.value == ["fast"])
        for own in ["defaults: {}", "defaults: {protect: true}"] {
            let volume = try #require(load("\(own)\n\(Self.volume)", driver).desired?.appInstances.first)
            #expect(volume.storageInstances[0].volumes[0].replicaCount == nil)
        }
        let typed = load("volume_types: {t: {replica_count: 4}}\nvolumes: {vol-1: {size: 1GiB, type: t}}", driver)
        #expect(typed.desired?.appInstances[0].storageInstances[0].volumes[0].replicaCount?.value == 4)
    }

    @Test(arguments: ["replicas:2", "replica_count:9", "total_iops_max:many"])
    func aDefaultThatMakesNoSenseIsAnErrorAtItsLine(value: String) {
        let diagnostics = load(Self.volume, [Self.option(.typeDefaults, value)]).diagnostics
        #expect(diagnostics.map(\.severity) == [.error] && diagnostics[0].location?.file == "cinder.conf")
    }

    @Test func theDefaultTypeIsUsedWhereTheManifestHasIt() throws {
        let driver = [Self.option(.defaultType, "gold")]
        let types = "volume_types: {gold: {replica_count: 2}}\n"
        let loaded = load(types + Self.volume, driver)
        #expect(loaded.desired?.appInstances[0].storageInstances[0].volumes[0].replicaCount?.value == 2)
        let without = load(Self.volume, driver)
        #expect(without.desired != nil && without.diagnostics.map(\.severity) == [.warning])
        #expect(without.diagnostics[0].message.contains("`gold`"))
    }

    @Test(arguments: [
        ("Map", TenantPath("OS-p1")), ("map", TenantPath("OS-p1")), ("none", .root), ("/root", .root),
        ("acme", TenantPath("acme")), ("/root/acme", TenantPath("acme")),
    ])
    func theTenantIsReadAsTheDriverReadsIt(value: String, tenant: TenantPath) throws {
        let isMap = value.lowercased() == "map"
        let body = "volumes: {vol-1: {size: 10GiB\(isMap ? ", project: p1" : "")}}"
        #expect(load(body, [Self.option(.tenant, value)]).desired?.appInstances[0].tenant == tenant)
    }

    @Test func everyOtherWordOnTheTenantIsStronger() {
        let driver = [Self.option(.tenant, "weak")]
        func tenant(_ loaded: LoadedManifest) -> TenantPath? { loaded.desired?.appInstances[0].tenant }
        #expect(tenant(load(Self.volume, driver)) == TenantPath("weak"))
        #expect(tenant(load(Self.volume, driver, tenantDefault: TenantPath("b"))) == TenantPath("b"))
        #expect(tenant(load(Self.volume, driver, tenantOverride: TenantPath("c"))) == TenantPath("c"))
        #expect(tenant(load("tenant: dept\n\(Self.volume)", driver)) == TenantPath("dept"))
        let unmapped = load(Self.volume, [Self.option(.tenant, "Map")]).diagnostics
        #expect(unmapped.count == 1 && unmapped[0].message.contains("cinder.conf:7:3 says `datera_tenant_id = Map`"))
    }

    @Test func theFlagsAreThoseOfOptionsUnlessTheManifestHasItsOwn() throws {
        let driver = [
            Self.option(.debugReplicaCountOverride, "true"), Self.option(.disableExtendedMetadata, "true"),
            Self.option(.disableTemplateOverride, "true"),
        ]
        let body =
            "volumes: {vol-1: {size: 1GiB, description: d, replica_count: 3}, vol-2: {size: 2GiB, template: t-1}}"
        let apps = try #require(load(body, driver).desired?.appInstances)
        #expect(apps[0].metadata.isEmpty && apps[0].storageInstances[0].volumes[0].replicaCount?.value == 1)
        #expect(apps[1].template?.overridesSize == false)
        let own = try #require(load("options: {}\n\(body)", driver).desired?.appInstances)
        #expect(
            own[0].storageInstances[0].volumes[0].replicaCount?.value == 3 && own[1].template?.overridesSize == true)
    }

    @Test func chapIsThatOfAttachmentsThatSayNothing() throws {
        let body = """
            initiators: {host-1: "iqn.1993-08.org.debian:01:h1"}
            volumes: {vol-1: {size: 1GiB}, vol-2: {size: 1GiB}}
            attachments: {vol-1: {initiators: [host-1]}, vol-2: {initiators: [host-1], chap: none}}
            """
        let apps = try #require(load(body, [Self.option(.chapUser, "cinder")]).desired?.appInstances)
        let chap = apps.map { $0.storageInstances[0].attachment?.chap?.credentials }
        #expect(chap == [CHAPCredentials(user: "cinder", password: .environment("CINDER_CHAP_PASSWORD")), nil])
        #expect(load(body, [Self.option(.chapUser, "a b")]).diagnostics.map(\.severity) == [.error])
    }
}
