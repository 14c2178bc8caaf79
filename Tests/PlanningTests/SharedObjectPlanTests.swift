import Diagnostics
import Planning
import StorageModel
import TestSupport
import Testing

/// Tenants, initiators and groups.
@Suite struct SharedObjectPlanTests {
    private static let tenant = TenantPath("beta")
    private static let others = (1...3).map { InitiatorName("iqn.1993-08.org.debian:01:other\($0)") }

    private func initiator(_ iqn: InitiatorName, in tenant: TenantPath = tenant) -> DesiredInitiator {
        DesiredInitiator(address: .initiator(iqn.text, tenant: tenant), tenant: tenant, iqn: iqn, label: "label")
    }

    private func array(rootInitiators: [InitiatorName] = [], own: [InitiatorName] = []) -> ModelArray {
        var state = ObservedState(cluster: SampleStack.cluster, tenants: [ObservedTenant(path: Self.tenant)])
        state.initiators[.root] = rootInitiators.map { ObservedInitiator(iqn: $0, label: "root", owner: .root) }
        state.initiators[Self.tenant] = own.map { ObservedInitiator(iqn: $0, label: "own", owner: Self.tenant) }
        return ModelArray(state)
    }

    @Test func anInheritedInitiatorIsUsedAsItIs() async throws {
        let desired = DesiredState(stack: "shared", initiators: [initiator(Self.others[0])])
        #expect(try await array(rootInitiators: Self.others).plan(desired).isEmpty)
    }

    @Test func theFirstOwnInitiatorBringsTheOthersAlongAndIsDisruptive() async throws {
        let array = array(rootInitiators: [Self.others[0]])
        let desired = DesiredState(stack: "shared", initiators: Self.others.prefix(2).map { initiator($0) })
        let plan = try await array.converge(desired)
        #expect(plan.changes.count == 2)
        #expect(plan.risk == .disruptive)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func withoutAnythingToHideTheFirstOwnInitiatorIsSafe() async throws {
        let array = array()
        let desired = DesiredState(stack: "shared", initiators: [initiator(Self.others[0])])
        let plan = try await array.converge(desired)
        #expect(plan.risk == .safe)
        #expect(
            await array.calls == [
                .createInitiator(tenant: Self.tenant, iqn: Self.others[0], label: "label", force: true)
            ])
    }

    @Test func aFurtherInitiatorNeedsNoForce() async throws {
        let array = array(rootInitiators: [Self.others[1]], own: [Self.others[0]])
        let desired = DesiredState(stack: "shared", initiators: Self.others.map { initiator($0) })
        let plan = try await array.converge(desired)
        #expect(plan.changes.count == 2 && plan.risk == .safe)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func groupMembersAreAuthoritativeAndConnectedOnesAreNamed() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.initiators += Self.others.map { initiator($0, in: .root) }
        desired.initiatorGroups = [
            DesiredInitiatorGroup(
                address: .initiatorGroup("grp", tenant: nil), tenant: .root, name: "grp",
                members: Declared(Set(Self.others)))
        ]
        desired.edit { $0.storageInstances[0].attachment?.groups = ["grp"] }
        let first = try await array.converge(desired)
        #expect(first.graph.dependencies(of: "initiator_group/grp:create").count == 3)
        await array.edit { $0.appInstances[0].logIn([Self.others[0]]) }
        desired.initiatorGroups[0].members.value = [Self.others[1], SampleStack.host]
        let second = try await array.converge(desired)
        #expect(second.changes[0].hazards == [.cutsOff([Self.others[0]])])
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func aTenantThatIsOnlyUsedMustExist() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.tenant = TenantPath("nowhere") }
        let plan = try await ModelArray(ObservedState(cluster: SampleStack.cluster)).plan(desired)
        #expect(plan.diagnostics.map(\.message) == ["tenant `nowhere` is neither on the array nor under `tenants:`"])
    }

    @Test func tenantsAreCreatedParentsFirst() async throws {
        let desired = DesiredState(
            stack: "shared",
            tenants: [
                DesiredTenant(path: TenantPath("z/deep"), description: Declared("Deep")),
                DesiredTenant(path: TenantPath("z")),
            ])
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        let plan = try await array.converge(desired)
        #expect(plan.graph.steps.map(\.id) == ["tenant/z:create", "tenant/z/deep:create"])
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test(arguments: [("3.2.5.0", "placement_mode"), ("3.3.3.0", "placement_policy")])
    func aPlacementOfTheOtherProductIsRefused(product: String, wanted: String) async throws {
        var cluster = SampleStack.cluster
        cluster.product = ProductVersion(product)
        var desired = SampleStack.desired()
        let isNew = cluster.product.hasPlacementPolicies
        desired.edit {
            $0.editVolume {
                $0.placement?.value = isNew ? DesiredPlacement(mode: .hybrid) : DesiredPlacement(policy: "default")
            }
        }
        let plan = try await ModelArray(ObservedState(cluster: cluster)).plan(desired)
        #expect(plan.diagnostics.count == 1 && plan.diagnostics[0].hint?.contains("`\(wanted)`") == true)
    }
}
