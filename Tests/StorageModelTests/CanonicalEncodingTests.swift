import StorageModel
import Testing

@Suite struct CanonicalEncodingTests {
    private let app = AppInstanceReference(tenant: .root, id: "id-1")

    private func text(_ value: some Encodable) -> String { CanonicalEncoding.text(of: value) }

    @Test func setsAndDictionariesHaveNoOrder() {
        let names = (1...40).map { InitiatorName("iqn.1993-08.org.debian:01:host\($0)") }
        #expect(text(Set(names)) == text(Set(names.reversed())))
        #expect(text(names) != text(Array(names.reversed())))
        let limits = QoSField.allCases.map { ($0, Limit.at(7)) }
        let forth = Dictionary(uniqueKeysWithValues: limits)
        let back = Dictionary(uniqueKeysWithValues: limits.reversed())
        #expect(text(PerformanceLimits(forth)) == text(PerformanceLimits(back)))
    }

    @Test func whatDiffersIsWrittenDifferently() {
        let storage = StorageInstanceReference(app: app, name: "storage-1")
        let volume = VolumeReference(storage: storage, name: "volume-1")
        func policy(_ start: String?) -> ArrayCall {
            .createSnapshotPolicy(
                volume, SnapshotPolicy(name: "daily", interval: .day, retentionCount: 7, startTime: start))
        }
        func chap(_ name: String) -> ArrayCall {
            .setAuthentication(
                storage, .oneWay(CHAPCredentials(user: "user", password: .environment(name))))
        }
        let calls: [ArrayCall] = [
            .setVolume(volume, to: .size(Gibibytes(1))), .setVolume(volume, to: .size(Gibibytes(11))),
            .setVolume(volume, to: .replicaCount(1)), policy(nil), policy("2027-01-01T01:00:00Z"),
            policy("2027-01-01T02:00:00Z"),
            chap("A"), chap("B"), .updateAppInstance(app, AppInstanceUpdate(name: "a")),
            .updateAppInstance(app, AppInstanceUpdate(name: "a", force: true)),
            .writeMetadata(app, ["a": "bc"], in: .plain), .writeMetadata(app, ["ab": "c"], in: .plain),
            .writeMetadata(app, ["a": "bc"], in: .ecosystem), .writeMetadata(app, [:], in: .plain),
            .deleteInitiatorGroup(tenant: .root, name: "a"), .deleteInitiatorGroup(tenant: TenantPath("a"), name: "a"),
        ]
        #expect(Set(calls.map(text)).count == calls.count)
    }

    @Test func anAppInstanceMayBeCalledByItsName() {
        let name = AppInstanceReference(tenant: .root, name: "ledger")
        let call = ArrayCall.deleteStorageInstance(StorageInstanceReference(app: app, name: "x"))
        let named = ArrayCall.deleteStorageInstance(StorageInstanceReference(app: name, name: "x"))
        #expect(text(call) != text(named))
        #expect(CanonicalEncoding.text(of: call, calling: [app: name]) == text(named))
    }
}
