import Reporting
import StorageModel
import TestSupport
import Testing

/// What is on an array as tables, for people and programs.
@Suite struct ListingTests {
    private static func state() async throws -> ObservedState {
        let array = try await SampleStack.applied()
        await array.edit { state in
            var other = state.appInstances[0]
            other.id = "5f0c1c2e-0000-4000-8000-00000000000a"
            other.name = "OS-db-000-0a1b2c3d-0000-4000-8000-000000000001"
            other.createMode = "openstack"
            other.ownership = .none
            other.adminState = .offline
            other.tenant = TenantPath("alpha")
            other.storageInstances[0].volumes[0].size = Gibibytes(20)
            var lease = other
            lease.ownership = .lease
            state.appInstances = [other, lease, state.appInstances[0]]
        }
        return try await array.observe(tenants: [])
    }

    private func text(_ state: ObservedState, _ selection: ListSelection = ListSelection(), width: Int?) -> String {
        ListingText(width: width).render(.volumes(of: state, selection, isWide: width == nil))
    }

    @Test func volumesAreATableThatFitsTheTerminal() async throws {
        let state = try await Self.state()
        #expect(
            text(state, width: 80) == """
                NAME                                         SIZE  STATE    OWNER
                ledger                                    100 GiB  online   sample/ledger
                OS-db-000-0a1b2c3d-0000-40…-000000000001   20 GiB  offline  - (OpenStack db-000)
                2 volumes, 120 GiB (360 GiB with replicas), 1 offline, 1 unmanaged.

                """)
        #expect(text(state, width: 200).contains("sample/ledger") && text(state, width: 200).contains("REPLICAS"))
        for width in 44...200 {
            let lines = text(state, width: width).split(separator: "\n").dropLast()
            #expect(lines.allSatisfy { $0.count <= width }, "\(width)")
        }
        let wide = text(state, width: nil)
        for header in ["TENANT", "OWNER", "PROVISIONED", "LIMITS", "POOL", "ID"] { #expect(wide.contains(header)) }
    }

    @Test(arguments: [
        (ListSelection(stack: "sample"), ["ledger"]), (ListSelection(stack: "other"), []),
        (ListSelection(isUnmanagedOnly: true), ["OS-db-000-0a1b2c3d-0000-4000-8000-000000000001"]),
        (ListSelection(patterns: ["OS-*"]), ["OS-db-000-0a1b2c3d-0000-4000-8000-000000000001"]),
        (ListSelection(patterns: ["volume/ledger"]), ["ledger"]),
        (
            ListSelection(order: ListSelection.Order(.size)),
            ["OS-db-000-0a1b2c3d-0000-4000-8000-000000000001", "ledger"]
        ),
        (
            ListSelection(order: ListSelection.Order(.size, isDescending: true)),
            ["ledger", "OS-db-000-0a1b2c3d-0000-4000-8000-000000000001"]
        ),
    ])
    func aSelectionIsWhatItSays(selection: ListSelection, names: [String]) async throws {
        let listing = Listing.volumes(of: try await Self.state(), selection, isWide: false)
        #expect(listing.names == names.map { $0 + "\n" }.joined())
        if names.isEmpty { #expect(ListingText(width: 80).render(listing) == "No volumes.\n") }
    }

    @Test func csvHasNumbersWithoutUnitAndJSONTheSameValues() async throws {
        let state = try await Self.state()
        let csv = Listing.volumes(of: state, ListSelection(), isWide: false).csv.split(separator: "\n")
        #expect(csv.count == 3 && csv[0].hasPrefix("tenant,name,size_gib,replicas,state,owner,"))
        #expect(csv[2].hasPrefix("alpha,OS-db-000-0a1b2c3d-0000-4000-8000-000000000001,20,3,offline,"))
        #expect(csv[2].hasSuffix(",,,OpenStack db-000"))
        let list = try JSONTree(parsing: Array(ListJSON.render(state).utf8))
        #expect(list[path: "totals.offline"]?.text == "1" && list[path: "totals.size_gib"]?.text == "120")
        let apps = list["app_instances"]?.elements ?? []
        #expect(apps.map { $0["name"]?.text }.first == "ledger" && apps.count == 2)
        #expect(apps.last?["created_by"]?.text == "OpenStack db-000")
        let tenants = try JSONTree(parsing: Array(Listing.tenants(of: state).json("tenants").utf8))
        let rows = tenants[path: "rows.tenants"]?.elements ?? []
        #expect(rows.contains { $0["tenant"]?.text == "alpha" && $0["offline"]?.text == "1" }, "\(rows)")
    }

    @Test func otherResourcesAreCounted() async throws {
        let state = try await Self.state()
        #expect(Listing.types(of: state).rows.count == 1)
        #expect(Listing.pools(of: state).names == "default\n")
        #expect(Listing.tenants(of: state).names.contains("alpha\n"))
        let report = CapacityReport(state)
        #expect(report.csv.contains("alpha,1,20,60,1,"), "\(report.csv)")
    }
}
