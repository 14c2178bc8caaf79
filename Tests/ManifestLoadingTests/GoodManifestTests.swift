import Diagnostics
import ManifestLoading
import StorageModel
import Testing

/// What the manifests of `Good/` want.
@Suite struct GoodManifestTests {
    @Test(arguments: ["complete.yaml", "anchors.yaml", "smallest.yaml"])
    func aGoodManifestGivesNoDiagnostics(name: String) throws {
        #expect(try load(name).diagnostics == [])
    }

    @Test func theSmallestStackIsOnlyAName() throws {
        #expect(try load("smallest.yaml").desired == DesiredState(stack: "abc"))
    }

    @Test func theHeaderSaysWhoseStackItIs() throws {
        let desired = try #require(try load("complete.yaml").desired)
        #expect(desired.stack == "payments-prod")
        #expect(desired.tenant == TenantPath("/root/payments"))
        #expect(desired.cluster?.value == "5f0c1c2e-0000-4000-8000-00000000000a")
        #expect(desired.cluster?.location?.line == 6)
        #expect(desired.tenants.map(\.path.shortName) == ["payments", "payments/archive"])
        #expect(desired.tenants.map(\.description?.value) == ["Payments team", nil])
    }

    @Test func aVolumeTakesWhatItsTypeSaysAndTheRestFromTheDefaults() throws {
        let app = try app("ledger", of: "complete.yaml")
        let (storage, volume) = try (#require(app.storageInstances.first), app.volume)
        #expect(app.name.value == "ledger")
        #expect(app.tenant == TenantPath("payments"))
        #expect(app.adminState == Declared(.online, at: place("complete.yaml", 11, 16), via: "defaults"))
        #expect(app.accessControlMode == .allowAll)
        #expect(app.protect == Declared(true, at: place("complete.yaml", 26, 14), via: "volume_types.gold"))
        #expect(app.extendsOffline)
        #expect(storage.name == "target-1")
        #expect(storage.ipPools?.value == ["storage-net", "default"])
        #expect(volume.name == "disk-1")
        #expect(volume.size == Declared(Gibibytes(512), at: place("complete.yaml", 40, 30)))
        #expect(volume.replicaCount?.value == 4)
        #expect(volume.placement?.value == DesiredPlacement(policy: "all-flash", mode: .allFlash))
        #expect(
            volume.snapshotPolicies?.value == [
                SnapshotPolicy(
                    name: "daily", interval: .day, retentionCount: 7, startTime: "2026-01-01T02:00:00+00:00"),
                SnapshotPolicy(name: "hourly", interval: .hour, retentionCount: 48),
            ])
    }

    @Test func limitsOfThreeLevelsAreMergedOneByOne() throws {
        let qos = try #require(try app("ledger", of: "complete.yaml").volume.qos)
        #expect(
            qos.limits.mapValues(\.value) == [
                .totalIOPS: .at(20000), .readIOPS: .at(1000), .totalBandwidth: .at(800 * 1024),
            ])
        #expect(qos.limits[.readIOPS]?.via == "defaults")
        #expect(qos.limits[.totalIOPS]?.via == "volume_types.gold")
        #expect(qos.iopsPerGiB?.value == 50)
        #expect(qos.bandwidthPerGiB?.value == 1024)
    }

    @Test func whatAVolumeSaysItselfIsStrongest() throws {
        let app = try app("archive", of: "complete.yaml")
        #expect(app.name.value == "ledger.archive")
        #expect(app.tenant == TenantPath("payments/archive"))
        #expect(app.adminState?.value == .offline)
        #expect(app.protect == Declared(false, at: place("complete.yaml", 49, 14)))
        #expect(app.storageInstances.map(\.ipPools?.value) == [["other"]])
        #expect(app.volume.size.value == Gibibytes(2048))
        #expect(app.volume.replicaCount?.value == 2)
        #expect(app.volume.snapshotPolicies?.value == [])
        #expect(app.volume.placement?.via == "volume_types.bulk")
        #expect(
            app.volume.qos?.limits.mapValues(\.value) == [
                .totalIOPS: .unlimited, .readIOPS: .at(1000), .writeBandwidth: .at(2048),
            ])
        #expect(app.volume.qos?.iopsPerGiB?.value == 0)
    }

    @Test func whatNobodySaysIsNotManaged() throws {
        let app = try app("first", of: "anchors.yaml")
        #expect(app.adminState == nil)
        #expect(app.protect == nil)
        #expect(app.accessControlMode == .denyAll)
        #expect(!app.extendsOffline)
        #expect(app.storageInstances.map(\.ipPools) == [nil])
        #expect(app.storageInstances.map(\.name) == ["storage-1"])
        #expect(app.volume.name == "volume-1")
        #expect(app.volume.replicaCount == nil)
        #expect(app.volume.placement == nil)
        #expect(app.volume.snapshotPolicies == nil)
    }

    @Test func forEachMakesAVolumeOfEveryMember() throws {
        let desired = try #require(try load("complete.yaml").desired)
        #expect(
            desired.appInstances.map(\.address.description) == [
                "volume/archive", "volume/boot", "volume/ledger", "volume/logs[x1]", "volume/rehearsal",
                "volume/rollback", "volume/scratch[a]", "volume/scratch[b]",
            ])
        #expect(
            desired.appInstances.map(\.name.value) == [
                "ledger.archive", "boot", "ledger", "logs-x1", "rehearsal", "rollback", "tmp-a-disk", "tmp-b-disk",
            ])
    }

    @Test func anAttachmentConcernsAMemberOrAllOfThem() throws {
        let db = InitiatorName("iqn.1993-08.org.debian:01:db01")
        let attachments = try #require(try load("complete.yaml").desired).appInstances.filter { $0.origin == nil }.map {
            $0.storageInstances[0].attachment
        }
        #expect(attachments.map(\.?.initiators) == [[db], [db], [], [], nil])
        #expect(attachments.map(\.?.groups) == [[], ["db-hosts"], [], ["db-hosts"], nil])
        #expect(attachments[3]?.chap?.version == 1)
        #expect(attachments[3]?.chap?.mutual == nil)
        let chap = try #require(attachments[1]?.chap)
        #expect(chap.credentials == CHAPCredentials(user: "ledger", password: .environment("LEDGER_CHAP")))
        #expect(chap.mutual == CHAPCredentials(user: "target", password: .file("/run/secrets/target")))
        #expect(chap.version == 3)
    }

    @Test func aSnapshotIsOfOneVolumeOrOfEveryMember() throws {
        let desired = try #require(try load("complete.yaml").desired)
        let snapshots = desired.appInstances.flatMap { app in app.snapshots.map { "\(app.key)@\($0.name)" } }
        #expect(snapshots == ["ledger@before-upgrade", "scratch[a]@nightly", "scratch[b]@nightly"])
    }

    @Test func aCloneSaysWhatItStartsFrom() throws {
        let desired = try #require(try load("complete.yaml").desired)
        #expect(
            desired.appInstances.compactMap(\.origin?.value) == [
                .existing("golden-image"), .declared(ResourceKey("ledger")),
                .snapshot(of: ResourceKey("ledger"), name: .named("before-upgrade")),
            ])
        #expect(try app("rehearsal", of: "complete.yaml").origin?.location?.line == 52)
    }

    @Test func initiatorsAndGroupsAreInEveryTenantThatUsesThemElseAtHome() throws {
        let desired = try #require(try load("complete.yaml").desired)
        #expect(
            desired.initiators.map(\.address.description) == [
                "initiator/db-01", "initiator/db-01[/root/payments/archive]", "initiator/db-02", "initiator/spare",
            ])
        #expect(desired.initiators.map(\.label) == ["db-01", "db-01", "Database host 2", "spare"])
        #expect(desired.initiatorGroups.map(\.name) == ["db-hosts", "idle-hosts"])
        #expect(desired.initiatorGroups.map(\.members.value.count) == [2, 0])
        #expect(desired.initiatorGroups.allSatisfy { $0.tenant == desired.tenant })
    }

    @Test func aTypePastedFromOpenStackMeansTheSameFields() throws {
        let (app, volume) = try (app("web", of: "openstack.yaml"), app("web", of: "openstack.yaml").volume)
        #expect(volume.replicaCount == Declared(2, at: place("openstack.yaml", 11, 27), via: "volume_types.bulk"))
        #expect(volume.placement?.value == DesiredPlacement(policy: "default", mode: .singleFlash))
        #expect(app.storageInstances.map(\.ipPools?.value) == [["default", "storage-net"]])
        #expect(app.storageInstances.map(\.name) == ["storage-2"])
        #expect(app.storageInstances[0].roundRobin?.value == false)
        let mail = try self.app("mail", of: "openstack.yaml").storageInstances[0].roundRobin
        #expect(mail == Declared(true, at: place("openstack.yaml", 27, 83), via: "volume_types.mixed"))
        #expect(volume.name == "volume-2")
        #expect(
            volume.qos?.limits.mapValues(\.value) == [
                .readIOPS: .unlimited, .writeIOPS: .at(5000), .totalBandwidth: .at(10240),
            ])
        #expect(volume.qos?.iopsPerGiB?.value == 0)
        #expect(volume.qos?.bandwidthPerGiB?.value == 100)
    }

    @Test func tenantMapPutsEveryVolumeIntoTheTenantOfItsProject() throws {
        let desired = try #require(try load("openstack.yaml").desired)
        let mail = "/root/OS-a1b2c3d4e5f60718293a4b5c6d7e8f90"
        #expect(desired.tenant == .root)
        #expect(desired.appInstances.map(\.tenant.description) == [mail, "/root", "/root/OS-0017"])
        #expect(desired.tenants.map(\.path.description) == ["/root/OS-0017", mail])
        #expect(desired.tenants.map(\.description?.value) == ["Project seventeen", nil])
        #expect(desired.initiators.map(\.tenant.description) == ["/root", "/root/OS-0017"])
    }

    private func load(_ name: String) throws -> LoadedManifest {
        let file = try #require(try Corpus.files(in: "Good").first { $0.name == name })
        return ManifestLoader().load([ManifestSource(name: name, text: Array(file.text.utf8))])
    }

    private func app(_ key: String, of manifest: String) throws -> DesiredAppInstance {
        try #require(try load(manifest).desired?.appInstances.first { $0.key == ResourceKey(key) })
    }

    private func place(_ file: String, _ line: Int, _ column: Int) -> Diagnostics.SourceLocation {
        Diagnostics.SourceLocation(file: file, line: line, column: column)
    }
}

extension DesiredAppInstance {
    /// The only volume of the only storage instance.
    fileprivate var volume: DesiredVolume { storageInstances[0].volumes[0] }
}
