import Diagnostics
import Planning
import StorageModel
import TestSupport
import Testing

/// A name is taken only when the same plan takes it from its holder.
@Suite struct NameGuardTests {
    private static let allowed = PlanningOptions(maxDeletes: 9, allowsEmpty: true)
    private static let line = SourceLocation(file: "stack.yaml", line: 5, column: 9)

    /// A new volume that takes the name of the sample volume.
    private static let newcomer: DesiredAppInstance = {
        var app = SampleStack.volume(ResourceKey("journal"), size: 7)
        app.name = Declared("ledger", at: line)
        return app
    }()

    private static func replacing(_ action: Removal.Action) -> DesiredState {
        var desired = SampleStack.desired()
        desired.appInstances = [newcomer]
        desired.removals = [Removal(.volume(SampleStack.key), action)]
        return desired
    }

    /// Two volumes; the one that comes first in the plan is to get the name of the other.
    private static func renaming(_ edit: (inout DesiredState) -> Void) async throws -> (ModelArray, DesiredState) {
        var desired = SampleStack.desired()
        desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        desired.appInstances[1].name = Declared("ledger", at: line)
        desired.appInstances[0].name.value = "ledger-old"
        edit(&desired)
        return (array, desired)
    }

    @Test func theNameOfAForgottenVolumeStaysInUse() async throws {
        let array = try await SampleStack.applied()
        let plan = try await array.plan(Self.replacing(.forget), Self.allowed)
        #expect(plan.blocks.map(\.code) == [.nameTaken] && plan.blocks.map(\.location) == [Self.line])
        #expect(plan.blocks.first?.address == .volume(ResourceKey("journal")))
        #expect(plan.blocks.first?.message.contains("volume/ledger keeps the name ledger") == true)
        // The way out that it names.
        let move = "moved: [{from: volume/ledger, to: volume/journal}]"
        #expect(plan.blocks.first?.hint.contains(move) == true)
        var moved = Self.replacing(.forget)
        moved.removals = []
        moved.moves = [Move(from: SampleStack.key, to: ResourceKey("journal"))]
        moved.edit { $0.editVolume { $0.size.value = Gibibytes(100) } }
        let way = try await array.plan(moved)
        #expect(way.blocks.isEmpty && way.changes.map(\.change.kind) == [.update])
    }

    @Test(arguments: [Removal.Action.trash, .delete])
    func theNameOfARemovedVolumeIsFree(action: Removal.Action) async throws {
        let array = try await SampleStack.applied()
        let plan = try await array.converge(Self.replacing(action), Self.allowed)
        #expect(plan.blocks.isEmpty && plan.graph.steps.last?.id == "volume/journal:create")
        #expect(try await array.plan(Self.replacing(action), Self.allowed).isEmpty)
    }

    @Test func aVolumeThatMayNotBeChangedKeepsItsName() async throws {
        let (array, desired) = try await Self.renaming { $0.appInstances[0].manage = .createOnly }
        let plan = try await array.plan(desired)
        #expect(plan.blocks.map(\.code) == [.nameTaken] && plan.blocks.map(\.location) == [Self.line])
        #expect(plan.blocks.first?.message.contains("`manage: create-only`") == true)
        let (other, full) = try await Self.renaming { _ in }
        #expect(try await other.converge(full).blocks.isEmpty)
        #expect(await other.state.appInstances.map(\.name).sorted() == ["ledger", "ledger-old"])
    }

    @Test func aVolumeWhoseNameIsIgnoredKeepsIt() async throws {
        let (array, desired) = try await Self.renaming {
            $0.ignores = [IgnoreRule(pattern: "volume/ledger", fields: [.name], reason: "called so elsewhere")]
        }
        let plan = try await array.plan(desired)
        #expect(plan.blocks.map(\.code) == [.nameTaken])
        #expect(plan.blocks.first?.message.contains("`ignore`") == true)
    }

    /// Its own refusal is about a volume that this plan leaves out.
    @Test func aPartialPlanDoesNotTakeTheNameOfWhatItCannotRename() async throws {
        let (array, desired) = try await Self.renaming { $0.appInstances[0].storageInstances[0].name = "elsewhere" }
        let partial = PlanningOptions(scope: .only([AddressPattern("volume/journal")]))
        #expect(try await array.plan(desired, partial).blocks.map(\.code) == [.nameTaken])
        #expect(try await array.plan(desired).blocks.map(\.code) == [.nameTaken, .structureDiffers])
    }
}
