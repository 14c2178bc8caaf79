import TestSupport
import Testing

/// Which scenario shows what. Each runs on every API version and both products, and ends in an empty plan.
@Suite struct ScenarioCoverageTests {
    /// What somebody can do, the scenario of it, and what must stand in that: a step of its plans, or a line of its text.
    private static let table: [(what: String, scenario: String, proof: String)] = [
        // The operations of Cinder's driver. `list` and `snapshot list` are checked after every act.
        ("create", "volumes-come-and-go", "volume/ledger:create"),
        ("delete", "volumes-come-and-go", "volume/ledger:delete"),
        ("attach", "access-list", "volume/ledger:set acl storage-1"),
        ("detach", "access-list", "# live: ledger storage_instances.0.acl_policy.initiators = 0 entries"),
        ("manage", "volumes-come-and-go", "volume/book:adopt"),
        ("unmanage", "volumes-come-and-go", "volume/journal:forget"),
        ("snapshot create", "snapshots", "snapshot/ledger@empty:take"),
        ("snapshot delete", "snapshots", "snapshot/book@before-extend:delete"),
        ("volume from snapshot", "from-a-snapshot-that-was-taken-before", "volume/back:clone"),
        ("clone", "clones", "volume/second:clone"),
        ("extend", "extend", "volume/ledger:resize storage-1/volume-1"),
        ("retype", "retype", "volume/ledger:set qos storage-1/volume-1"),
        ("naming", "naming-openstack", "naming: openstack"),
        // Snapshots.
        ("several snapshots of one volume", "snapshots", "snapshot/ledger@before-extend:take"),
        ("consistency groups", "app-instance-snapshots", "snapshot/shop@tuesday:take"),
        ("snapshot policies", "snapshot-policies", "volume/ledger:change snapshot_policy storage-1/volume-1/hourly"),
        ("policies go, snapshots stay", "snapshot-policies", "snapshot_policies: {}"),
        ("restore", "restore", "snapshot/ledger@before:restore"),
        ("protection", "snapshots-of-protected-volumes-stay", "# blocked: protected"),
        // Clones.
        ("clone of somebody else's volume", "clone-of-somebody-elses-volume", "existing:"),
        ("larger than its source, with everything", "clone-with-everything", "volume/copy:set acl storage-1"),
        ("larger than its snapshot", "from-a-snapshot-that-was-taken-before", "grown: {size: 20GiB"),
        ("clone of a clone of a snapshot", "clones", "volume/first:clone"),
        ("removal in reverse", "clones", "snapshot/ledger@gold:delete"),
        // Templates.
        ("template", "template", "volume/ledger:create"),
        ("template with several volumes", "template-with-several-volumes", "volume/ledger:create"),
        ("size left to the template", "template-override-disabled", "disable_template_override: true"),
        // Retype in place.
        ("replicas and pool", "retype", "volume/ledger:set replica_count storage-1/volume-1"),
        ("limits per GiB", "qos-per-gigabyte", "volume/ledger:set qos storage-1/volume-1"),
        ("fewer replicas", "fewer-replicas-block", "# blocked:"),
        // The long form.
        ("app instances", "app-instances", "app_instance/ledger:add volume data/undo"),
        ("parts go", "app-instances-lose-parts", "app_instance/ledger:delete data/index"),
        // The rest.
        ("ip_pool lists", "ip-pool-lists", "ip_pool: [default, fast]"),
        ("round_robin", "round-robin", #""DF:round_robin": "<is> True""#),
        ("extended metadata", "metadata", "volume/ledger:set metadata"),
        ("tenant map", "tenant-map", "tenant: map"),
        // Cinder's options that shape a volume.
        ("debug_replica_count_override", "debug-replica-count-override", "debug_replica_count_override: true"),
        ("disable_extended_metadata", "disable-extended-metadata", "disable_extended_metadata: true"),
        ("chap_username, chap_password", "default-chap", "chap:"),
        ("volume_type_defaults", "template", "defaults: {replica_count: 3, ip_pool: default}"),
        ("default_volume_type", "tenant-map", "defaults: {type: gold}"),
        ("default_storage_name", "app-instances-lose-parts", "default_storage_name: data"),
    ]

    @Test(arguments: table.indices) func everyOperationHasItsScenario(index: Int) throws {
        let row = Self.table[index]
        let scenario = try #require(Scenario.all.first { $0.name == row.scenario }, "\(row.what): \(row.scenario)")
        let isShown = scenario.acts.contains { act in
            // A step of one that is not refused, or a line of the manifest or its demands.
            act.steps.contains(row.proof) && act.blocked == nil && act.invalid == nil
                || !row.proof.hasPrefix("volume/") && act.manifest.contains(row.proof)
        }
        #expect(isShown, "\(row.what): \(row.scenario) does not show \(row.proof)")
    }

    @Test func theyRunOnEveryVersionOfAPIAndProduct() {
        let settings = ScenarioTests.Setting.all
        for api in ["2.1", "2.2", "2.3"] {
            for product in ["3.2.5.0", "3.3.3.0"] {
                #expect(settings.contains { $0.api == api && $0.product == product })
            }
            #expect(settings.contains { $0.api == api && $0.route == .http })
        }
    }
}
