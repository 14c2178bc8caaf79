import Reporting
import StorageModel
import TestSupport
import Testing

@Suite struct ListTextTests {
    @Test func volumesAreATableSortedByTenantAndName() async throws {
        let array = try await SampleStack.applied()
        await array.edit { state in
            var other = state.appInstances[0]
            other.name = "OS-12345678"
            other.createMode = "openstack"
            other.ownership = .none
            other.adminState = .offline
            other.tenant = TenantPath("alpha")
            var lease = other
            lease.ownership = .lease
            state.appInstances = [other, lease, state.appInstances[0]]
        }
        let state = try await array.observe(tenants: [])
        #expect(
            ListText().render(state, stack: nil) == """
                TENANT  NAME         SIZE     REPLICAS  STATE    OWNER
                /root   ledger       100 GiB  3         online   sample/ledger
                alpha   OS-12345678  100 GiB  3         offline  - (openstack)

                """)
        #expect(ListText().render(state, stack: "other") == "No volumes.\n")
        #expect(ListText().render(state, stack: "sample").split(separator: "\n").count == 2)
    }
}
