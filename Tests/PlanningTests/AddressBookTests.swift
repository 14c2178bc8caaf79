import StorageModel
import TestSupport
import Testing

@testable import Planning

/// What a person types, and which resource of the stack that is.
@Suite struct AddressBookTests {
    private static func volume(_ key: String, member: String? = nil, name: String, type: String? = nil)
        -> DesiredAppInstance
    {
        DesiredAppInstance(
            key: ResourceKey(key, member: member), tenant: .root, name: Declared(name),
            snapshots: key == "ledger" ? [DesiredSnapshot(name: "before", location: nil)] : [],
            storageInstances: [
                DesiredStorageInstance(
                    name: "storage-1",
                    volumes: [
                        DesiredVolume(
                            name: "volume-1", size: Declared(Gibibytes(1)),
                            replicaCount: Declared(2, via: type.map { "volume_types.\($0)" }))
                    ])
            ])
    }

    private static let desired: DesiredState = {
        var desired = DesiredState(
            stack: "books",
            appInstances: [
                volume("ledger", name: "ledger", type: "gold"), volume("orders-data", name: "orders-data"),
                volume("db", name: "OS-db-0a1b2c3d", type: "gold"), volume("scratch", member: "a", name: "scratch-a"),
                volume("scratch", member: "b", name: "scratch-b"), volume("journal", name: "orders-more"),
                volume("orders-more", name: "other"),
            ])
        desired.tenants = [DesiredTenant(path: TenantPath("orders")), DesiredTenant(path: TenantPath("ledger"))]
        return desired
    }()

    private static let observed: [ObservedAppInstance] = {
        let marker = Marker(stack: "books", key: ResourceKey("ledger"), mask: [], hash: "000000000000")
        return [
            ObservedAppInstance(
                tenant: .root, id: "5f0c1c2e-0000-4000-8000-000000000001", name: "renamed-by-hand",
                ownership: .marked(marker), storageInstances: []),
            ObservedAppInstance(
                tenant: .root, id: "5f0c1c2e-0000-4000-8000-000000000002", name: "stranger", storageInstances: []),
        ]
    }()

    private func found(_ text: String, _ kind: AddressBook.Kind = .any) throws -> [String] {
        try AddressBook(Self.desired, Self.observed).resources(called: text, kind).map(\.description)
    }

    @Test(arguments: [
        ("volume/ledger", ["volume/ledger"]), ("app_instance/ledger", ["volume/ledger"]),
        ("ledger", ["volume/ledger"]), ("renamed-by-hand", ["volume/ledger"]),
        ("5f0c1c2e-0000-4000-8000-000000000001", ["volume/ledger"]), ("OS-db-0a1b2c3d", ["volume/db"]),
        ("tenant/ledger", ["tenant/ledger"]), ("/root/ledger", ["tenant/ledger"]), ("orders", ["tenant/orders"]),
        ("snapshot/ledger@before", ["snapshot/ledger@before"]), ("ledger@before", ["snapshot/ledger@before"]),
        ("volume/scratch[a]", ["volume/scratch[a]"]), ("scratch[b]", ["volume/scratch[b]"]),
        ("volume/scratch", ["volume/scratch[a]", "volume/scratch[b]"]),
        ("scratch", ["volume/scratch[a]", "volume/scratch[b]"]),
        ("volume_types.gold", ["volume/db", "volume/ledger"]),
        ("volume/scratch[*]", ["volume/scratch[a]", "volume/scratch[b]"]), ("OS-*", ["volume/db"]),
        ("*renamed*", ["volume/ledger"]), ("volume/orders*", ["volume/orders-data", "volume/orders-more"]),
    ])
    func everyNameOfAResourceIsUnderstood(text: String, addresses: [String]) throws {
        #expect(try found(text) == addresses)
    }

    @Test(arguments: [
        ("volume/ledgr", "volume/ledger"), ("volume/ordersdata", "volume/orders-data"), ("ordersdata", "orders-data"),
        ("volume_types.glod", "volume_types.gold"), ("renamed-by-hnd", "renamed-by-hand"),
        ("snapshot/ledger@befor", "snapshot/ledger@before"),
    ])
    func aMisspeltNameIsAnsweredWithTheNearest(text: String, nearest: String) throws {
        let problem = #expect(throws: AddressProblem.self) { try found(text) }
        #expect(problem?.hint == "did you mean `\(nearest)`?")
    }

    @Test func aNameOfTwoIsAmbiguousAndListsThem() throws {
        let problem = #expect(throws: AddressProblem.self) { try found("orders-more") }
        #expect(problem?.message == "stack books has several resources called `orders-more`")
        #expect(problem?.hint == "use one of: volume/journal, volume/orders-more")
        #expect(try found("volume/orders-more") == ["volume/orders-more"])
    }

    @Test func whatIsNotOfTheStackIsSaidToBe() throws {
        let problem = #expect(throws: AddressProblem.self) { try found("stranger") }
        #expect(problem?.message == "`stranger` is on the array, but stack books does not declare it")
    }

    @Test func aPatternWithoutMatchListsWhatThereIs() throws {
        let problem = #expect(throws: AddressProblem.self) { try found("web-*") }
        #expect(problem?.hint.contains("There are: tenant/ledger, tenant/orders, volume/db") == true)
    }

    @Test func aVerbAboutVolumesFindsNothingElse() throws {
        #expect(throws: AddressProblem.self) { try found("tenant/ledger", .volumes) }
        #expect(try found("ledger", .volumes) == ["volume/ledger"])
    }
}
