import Exporting
import ManifestLoading
import Observing
import Planning
import StorageModel
import TestSupport
import Testing

/// What an export makes of volumes with limits: types that keep their names, rates that stay rates, and for what a driver
/// manages an `ignore`. Planning each of them changes nothing, before and after an adoption.
@Suite struct CinderExportTests {
    private static func app(
        _ name: String, size: Int, replicas: Int = 3, iops: Int = 0, bandwidth: Int = 0, mode: String = "normal",
        _ edit: (inout ObservedAppInstance) -> Void = { _ in }
    ) -> ObservedAppInstance {
        let limits = PerformanceLimits([.totalIOPS: Limit(wire: iops), .totalBandwidth: Limit(wire: bandwidth)])
        let volume = VolumeContent(
            name: "volume-1", size: Gibibytes(size), replicaCount: replicas, placement: .policy("default"),
            performance: iops + bandwidth == 0 ? nil : limits)
        var app = ObservedAppInstance(
            tenant: .root, id: name, name: name, createMode: mode,
            storageInstances: [StorageInstanceContent(name: "storage-1", ipPool: "default", volumes: [volume])])
        edit(&app)
        return app
    }

    private static func cinder(_ name: String, size: Int, replicas: Int = 3, iops: Int = 0) -> ObservedAppInstance {
        let uuid = "11111111-2222-4333-8444-5555555555" + (name.count == 4 ? name.suffix(2) : "00")
        return app("OS-\(name)-\(uuid)", size: size, replicas: replicas, iops: iops, mode: "openstack")
    }

    /// The export, planned, adopted, planned and exported again.
    private func export(_ apps: [ObservedAppInstance], _ options: ExportOptions = ExportOptions(stack: "cloud"))
        async throws -> String
    {
        let array = ModelArray(
            ObservedState(
                cluster: SampleStack.cluster, tenants: [ObservedTenant(path: .root)], appInstances: apps))
        func text() async throws -> String {
            ManifestExport(
                try await FullRefresh(stack: options.stack, tenant: options.tenant).observe(array), options
            ).text
        }
        let text = try await text()
        let loaded = ManifestLoader().load([ManifestSource(name: "export", text: Array(text.utf8))])
        let desired = try #require(loaded.desired, "\(loaded.diagnostics)\n\(text)")
        let plan = try await array.plan(desired)
        #expect(plan.isEmpty && plan.blocks.isEmpty, "\(plan.changes.map(\.change.fields)) \(plan.blocks)\n\(text)")
        let all = desired.appInstances.map { AdoptionRequest(key: $0.key) }
        try await array.converge(desired, PlanningOptions(intent: .adopt(all, fromStack: nil)))
        let after = try await array.plan(desired)
        #expect(after.isEmpty && after.blocks.isEmpty, "\(after.changes.map(\.address)) \(after.blocks)\n\(text)")
        #expect(try await self.export(of: array, options) == text)
        return text
    }

    private func export(of array: ModelArray, _ options: ExportOptions) async throws -> String {
        ManifestExport(
            try await FullRefresh(stack: options.stack, tenant: options.tenant).observe(array), options
        ).text
    }

    /// On one line, however long it is.
    private static func entry(_ key: String, in text: String) -> String {
        let lines = text.split(separator: "\n").drop { !$0.hasPrefix("  \(key):") }
        return lines.prefix(1).joined() + lines.dropFirst().prefix { $0.hasPrefix("    ") }.joined()
    }

    private static func types(_ types: CinderVolumeType...) -> ExportOptions {
        ExportOptions(stack: "cloud", types: CinderTypeList(types))
    }

    @Test func aLimitThatGrowsWithTheSizeIsARate() async throws {
        let sizes = [10, 20, 40, 40]
        let text = try await export(sizes.enumerated().map { Self.app("vol-\($0)", size: $1, iops: $1 * 50) })
        #expect(text.contains("  iops50-per-gb: {qos: {iops_per_gb: 50}}"), "\(text)")
        #expect(text.split(separator: "\n").count { $0.contains("type: iops50-per-gb") } == 4)
        let both = try await export([5, 6, 7].map { Self.app("vol-\($0)", size: $0, iops: $0 * 9, bandwidth: $0 * 3) })
        #expect(both.contains("{qos: {iops_per_gb: 9, bandwidth_per_gb: 3}}"), "\(both)")
    }

    @Test func aLimitThatIsTheSameIsALimit() async throws {
        let sizes = [10, 10, 10, 20]
        let text = try await export(sizes.enumerated().map { Self.app("vol-\($0)", size: $1, replicas: 2, iops: 500) })
        #expect(text.contains("  r2-iops500: {replica_count: 2, qos: {total_iops_max: 500}}"), "\(text)")
        // Two sizes alone may fit by chance.
        let two = try await export([1, 2, 2].enumerated().map { Self.app("vol-\($0)", size: $1, iops: $1 * 10) })
        #expect(!two.contains("per_gb") && !two.contains("volume_types"), "\(two)")
    }

    @Test func typesOfOpenStackKeepTheirNamesAndRates() async throws {
        let options = Self.types(
            CinderVolumeType(
                name: "gold",
                specs: ["DF:total_iops_max": "5000", "DF:replica_count": "3", "volume_backend_name": "dat"]),
            CinderVolumeType(
                name: "Per GB", specs: ["DF:iops_per_gb": "10", "DF:total_iops_max": "100000", "RESKEY:x": "1"],
                isPublic: false, isEncrypted: true),
            CinderVolumeType(name: "plain", specs: ["replication_enabled": "<is> True"]),
            CinderVolumeType(name: "lvm", specs: ["volume_backend_name": "lvm"]),
            CinderVolumeType(name: "odd", specs: ["DF:replica_count": "many", "DF:colour": "red"]))
        let text = try await export(
            [
                Self.cinder("vm01", size: 10, iops: 5000), Self.cinder("vm02", size: 20, iops: 200),
                Self.cinder("vm03", size: 30), Self.cinder("vm04", size: 30, replicas: 2, iops: 777),
            ], options)
        #expect(text.contains("  gold: {replica_count: 3, qos: {total_iops_max: 5000}}"), "\(text)")
        #expect(text.contains("  Per-GB: {qos: {total_iops_max: 100000, iops_per_gb: 10}}"))
        for comment in [
            "in OpenStack: Per GB", "not public in OpenStack", "encrypted in OpenStack: Datera's driver does not",
            "RESKEY:x=1", "replication_enabled=<is> True", "volume_backend_name=dat", "not understood: DF:colour=red",
            "not understood: DF:replica_count=many", "Of other backends, or not used: lvm",
        ] {
            #expect(text.contains("  # \(comment)"), "\(comment)\n\(text)")
        }
        func line(_ key: String) -> String { Self.entry(key, in: text) }
        #expect(line("vm01").contains("type: gold") && line("vm02").contains("type: Per-GB"))
        #expect(line("vm03").contains("type: plain"), "\(text)")
        #expect(
            line("vm04").contains("replica_count: 2") && line("vm04").contains("qos: {total_iops_max: 777}"), "\(text)")
    }

    /// Cinder does not work limits out again when it extends, and without a cap it writes 1 (dsp-api.md C3).
    @Test func aRateThatCinderHasNotKeptStaysTheTypesAndTheVolumeSaysWhatIsSo() async throws {
        let options = Self.types(CinderVolumeType(name: "scaled", specs: ["DF:iops_per_gb": "10"]))
        let text = try await export(
            [
                Self.cinder("vm01", size: 10, iops: 100), Self.cinder("vm02", size: 40, iops: 100),
                Self.cinder("vm03", size: 40, iops: 1), Self.cinder("vm04", size: 40, iops: 77),
            ], options)
        func line(_ key: String) -> String { Self.entry(key, in: text) }
        #expect(line("vm01").contains("type: scaled") && !line("vm01").contains("qos"), "\(text)")
        #expect(line("vm02").contains("type: scaled") && line("vm02").contains("qos: {total_iops_max: 100}"))
        #expect(line("vm03").contains("type: scaled") && line("vm03").contains("qos: {total_iops_max: 1}"))
        #expect(!line("vm04").contains("scaled"))
    }

    @Test func theDriversDefaultsArePartOfEveryType() async throws {
        var options = Self.types(CinderVolumeType(name: "plain", specs: [:]))
        options.typeDefaults = ["total_iops_max": "300"]
        options.excludesDriverDefaults = true
        let text = try await export([Self.cinder("vm01", size: 10, iops: 300)], options)
        #expect(text.contains("  plain: {qos: {total_iops_max: 300}}"), "\(text)")
        #expect(text.contains("\ntenant: \"/root\"\ndefaults: {}\noptions: {}\n"))
    }

    @Test func whatADriverGoesOnChangingIsIgnored() async throws {
        let host = SampleStack.host
        let text = try await export([
            Self.app("CSI-pvc-1", size: 1, mode: "kubernetes") { $0.storageInstances[0].initiators = [host] },
            Self.app("by-hand", size: 1), Self.cinder("vm01", size: 1),
        ])
        #expect(
            text.contains(#"{match: "volume/CSI-pvc-1", fields: [size, attachments, chap], reason: "managed by CSI"}"#))
        #expect(
            text.contains(#"{match: "volume/vm01", fields: [size, attachments, chap], reason: "managed by Cinder"}"#))
        #expect(!text.contains("volume/by-hand") && !text.contains("\nattachments:"), "\(text)")
        let all = try await export([Self.cinder("vm01", size: 1), Self.cinder("vm02", size: 1)])
        #expect(
            all.split(separator: "\n").count { $0.contains("managed by") } == 1 && all.contains(#"match: "volume/*""#))
        #expect(!(try await export([Self.app("by-hand", size: 1)])).contains("ignore:"))
    }

    @Test func namesThatFollowFromTheKeyAreNotRepeated() async throws {
        let apps = ["one", "two", "six"].map { key -> ObservedAppInstance in
            let name = OpenStackName(stack: "cloud", key: ResourceKey(key)).description
            return Self.app(name, size: 1, mode: "openstack") { app in
                let mask: FieldGroups = [.name, .size]
                app.describe(
                    as: Marker(
                        stack: "cloud", key: ResourceKey(key), mask: mask,
                        hash: CanonicalForm(of: app, under: mask).hash
                    ).description)
            }
        }
        let text = try await export(apps)
        #expect(text.contains("\nnaming: openstack\n") && !text.contains("name: OS-"), "\(text)")
    }
}
