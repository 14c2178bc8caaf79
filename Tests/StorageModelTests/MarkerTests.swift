import StorageModel
import TestSupport
import Testing

@Suite struct MarkerTests {
    private func marker(_ flags: (inout Marker.Flags) -> Void = { _ in }) -> Marker {
        var marker = Marker(
            stack: "payments-prod", key: ResourceKey("scratch", member: "a"), mask: [.name, .size, .qos],
            hash: "0123456789ab")
        flags(&marker.flags)
        return marker
    }

    @Test func theSpellingIsFixed() {
        #expect(marker().description == "datera-apply v1 payments-prod scratch.a 000023 0123456789ab -")
        let flagged = marker {
            $0.isProtected = true
            $0.hasOpenWindow = true
            $0.chapVersions = "00ff00"
        }
        #expect(flagged.description == "datera-apply v1 payments-prod scratch.a 000023 0123456789ab pwc00ff00")
    }

    @Test(arguments: 0..<128) func whatIsWrittenIsReadBack(bits: Int) {
        let original = marker {
            $0.isProtected = bits & 1 != 0
            $0.isBeingBuilt = bits & 2 != 0
            $0.isImageUnfinished = bits & 4 != 0
            $0.hasOpenWindow = bits & 8 != 0
            $0.isTrashed = bits & 16 != 0
            $0.chapVersions = bits & 32 != 0 ? "abcdef" : nil
            $0.chapReferences = bits & 64 != 0 ? "fedcba" : nil
        }
        #expect(Marker(text: original.description) == original)
        #expect(Ownership(descr: original.description) == .marked(original))
    }

    @Test func theLongestMarkerFitsTheDescription() {
        var longest = Marker(
            stack: String(repeating: "s", count: 32), key: ResourceKey(String(repeating: "k", count: 46)),
            mask: FieldGroups(rawValue: 0xFFFFFF), hash: "0123456789ab")
        longest.flags.isProtected = true
        longest.flags.isBeingBuilt = true
        longest.flags.isImageUnfinished = true
        longest.flags.hasOpenWindow = true
        longest.flags.isTrashed = true
        longest.flags.chapVersions = "abcdef"
        #expect(longest.description.utf8.count == Marker.maximumLength)
        #expect(NameRule.label.accepts(longest.description))
        #expect(Marker(text: longest.description) == longest)
    }

    /// Where passwords came from is kept as long as a marker with every flag has room for it.
    @Test(arguments: [(39, true), (40, false)]) func theLastFlagIsLeftOutWhereThereIsNoRoom(key: Int, fits: Bool) {
        var marker = Marker(
            stack: String(repeating: "s", count: 32), key: ResourceKey(String(repeating: "k", count: key)), mask: [],
            hash: "0123456789ab")
        marker.flags.isProtected = true
        marker.flags.isBeingBuilt = true
        marker.flags.isImageUnfinished = true
        marker.flags.hasOpenWindow = true
        marker.flags.isTrashed = true
        marker.flags.chapVersions = "abcdef"
        marker.record(chapReferences: "fedcba")
        #expect(marker.flags.chapReferences == (fits ? "fedcba" : nil))
        #expect(marker.description.utf8.count == (fits ? Marker.maximumLength : 122))
        #expect(Marker(text: marker.description) == marker)
    }

    @Test(arguments: [
        "datera-apply v1 s id 000001 0123456789ab sabcdefcabcdef", "datera-apply v1 s id 000001 0123456789ab s12",
        "datera-apply v2 s id 000001 0123456789ab -", "datera-apply v1 s id 000001 0123456789ab",
        "datera-apply v1  s id 000001 0123456789ab -", "datera-apply v1 s id 00001 0123456789ab -",
        "datera-apply v1 s id 000001 0123456789AB -", "datera-apply v1 s id 000001 0123456789ab x",
        "datera-apply v1 s id 000001 0123456789ab wp", "datera-apply v1 s id 000001 0123456789ab c12",
        "datera-apply v1 s id 000001 0123456789ab - ", "datera-apply ",
    ])
    func damageIsForeignAndNeverAbsent(text: String) {
        #expect(Ownership(descr: text) == .unreadable(text))
    }

    @Test(arguments: [nil, "", "a person's words", "datera-applyish"])
    func otherDescriptionsAreNoMarker(text: String?) {
        #expect(Ownership(descr: text) == .none)
    }

    @Test func mutatedMarkersNeverTrapAndReadBackAsThemselves() {
        var generator = SeededGenerator(seed: 11)
        let bytes = Array(marker { $0.chapVersions = "abcdef" }.description.utf8)
        for _ in 0..<20_000 {
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: mutated.indices, using: &generator)
                if generator.chance(50) {
                    mutated[index] = UInt8.random(in: 32...126, using: &generator)
                } else {
                    mutated.remove(at: index)
                }
            }
            let text = String(decoding: mutated, as: UTF8.self)
            if let read = Marker(text: text) { #expect(read.description == text) }
        }
    }

    @Test func theHashCoversExactlyTheManagedGroups() {
        var app = ObservedAppInstance(
            tenant: .root, id: "1", name: "ledger",
            storageInstances: [
                StorageInstanceContent(
                    name: "storage-1", volumes: [VolumeContent(name: "volume-1", size: Gibibytes(10))])
            ])
        let before = CanonicalForm(of: app, under: [.name, .size]).hash
        app.storageInstances[0].volumes[0].replicaCount = 5
        app.adminState = .offline
        #expect(CanonicalForm(of: app, under: [.name, .size]).hash == before)
        app.storageInstances[0].volumes[0].size = Gibibytes(11)
        #expect(CanonicalForm(of: app, under: [.name, .size]).hash != before)
    }

    /// A change here would make every marked volume of every user look drifted.
    @Test func theCanonicalFormIsFrozen() {
        let app = ObservedAppInstance(
            tenant: .root, id: "1", name: "ledger",
            storageInstances: [
                StorageInstanceContent(
                    name: "storage-1", ipPool: "default", initiators: [InitiatorName("IQN.2000-01.b:x")],
                    groups: ["grp"], authentication: .chap(user: "user"),
                    volumes: [
                        VolumeContent(
                            name: "volume-1", size: Gibibytes(10), replicaCount: 3, placement: .policy("default"),
                            performance: PerformanceLimits([.totalIOPS: .at(5)]),
                            snapshotPolicies: [SnapshotPolicy(name: "daily", interval: .day, retentionCount: 7)])
                    ])
            ])
        let form = CanonicalForm(of: app, under: FieldGroups(rawValue: 0x7FF))
        #expect(
            form.description == """
                admin_state online
                attachments storage-1 iqn.2000-01.b:x group:grp
                chap storage-1 chap user
                ip_pool storage-1 default
                name ledger
                placement storage-1/volume-1 default
                qos storage-1/volume-1 5 0 0 0 0 0
                replicas storage-1/volume-1 3
                size storage-1/volume-1 10
                snapshot_policies storage-1/volume-1 daily,1day,7
                template -
                """)
    }
}
