import Reporting
import StorageModel
import TestSupport
import Testing

@Suite struct CinderManageTextTests {
    @Test func eachVolumeIsACommandOrTheReasonWhyNot() async throws {
        let array = try await SampleStack.applied()
        await array.edit { state in
            func app(_ name: String, _ tenant: TenantPath = .root, mode: String = "normal") -> ObservedAppInstance {
                var app = state.appInstances[0]
                app.describe(as: nil)
                (app.id, app.name, app.tenant, app.createMode) = (name, name, tenant, mode)
                return app
            }
            var two = app("two")
            two.storageInstances.append(two.storageInstances[0])
            var lease = app("lease")
            lease.ownership = .lease
            let uuid = "11111111-2222-4333-8444-555555555555"
            state.appInstances += [
                app("by-hand"), app("in-tenant", TenantPath("acme")), app("deep", TenantPath("acme/deep")), two, lease,
                app("OS-web-\(uuid)", mode: "openstack"), app("UNMANAGED-\(uuid)", mode: "openstack"),
                app("CSI-pvc-1", mode: "kubernetes"),
            ]
        }
        let text = CinderManageText(host: "ctl@dat#pool", types: ["by-hand": "gold ssd"])
            .render(try await array.observe(tenants: []))
        let lines = text.split(separator: "\n").dropFirst(2).map(String.init)
        let manage = "cinder manage 'ctl@dat#pool' --id-type source-name"
        #expect(
            lines == [
                "# CSI-pvc-1: CSI manages it",
                "# OS-web-11111111-2222-4333-8444-555555555555: Cinder manages it already",
                "\(manage) UNMANAGED-11111111-2222-4333-8444-555555555555:storage-1:volume-1 "
                    + "--name 11111111-2222-4333-8444-555555555555",
                "\(manage) by-hand:storage-1:volume-1 --name by-hand --volume-type 'gold ssd'",
                "# ledger: stack sample owns it; release it first: datera-apply forget --stack sample volume/ledger",
                "# two: Cinder takes app instances with one storage instance and one volume only",
                "\(manage) acme:in-tenant:storage-1:volume-1 --name in-tenant",
                "# deep: Cinder does not reach tenants below a tenant",
            ], "\(text)")
    }
}
