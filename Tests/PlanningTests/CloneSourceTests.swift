import Diagnostics
import Planning
import StorageModel
import TestSupport
import Testing

/// What a clone is made of stays at least until the copy is there, and is cloned as this plan leaves it.
@Suite struct CloneSourceTests {
    private static let copy = ResourceKey("rehearsal")
    private static let allowed = PlanningOptions(maxDeletes: 9, allowsEmpty: true)
    private static let line = SourceLocation(file: "stack.yaml", line: 7, column: 3)

    /// The sample volume and a copy of it.
    private static func desired(size: Int = 100, of origin: CloneOrigin) -> DesiredState {
        var desired = SampleStack.desired()
        var app = SampleStack.volume(copy, size: size)
        app.origin = Declared(origin)
        desired.appInstances.append(app)
        return desired
    }

    /// A copy of the sample volume, which goes.
    private static func replacing(_ action: Removal.Action) -> DesiredState {
        var desired = desired(of: .existing("ledger"))
        desired.appInstances.removeFirst()
        desired.removals = [Removal(.volume(SampleStack.key), action, location: line)]
        return desired
    }

    private static func withSnapshots(_ names: String...) async throws -> ModelArray {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.snapshots = names.map { DesiredSnapshot(name: $0) } }
        try await array.converge(desired)
        return array
    }

    private static func fromSnapshot(removing name: String) -> DesiredState {
        var desired = desired(of: .snapshot(of: SampleStack.key, name: .named("one")))
        desired.removals = [Removal(.snapshot(of: SampleStack.key, name: .named(name)), .delete, location: line)]
        return desired
    }

    @Test(arguments: [Removal.Action.trash, .delete])
    func aVolumeIsNotRemovedInThePlanThatClonesIt(action: Removal.Action) async throws {
        let array = try await SampleStack.applied()
        let desired = Self.replacing(action)
        let plan = try await array.plan(desired, Self.allowed)
        #expect(plan.blocks.map(\.code) == [.inUse] && plan.blocks.map(\.location) == [Self.line])
        #expect(plan.blocks.first?.address == .volume(SampleStack.key))
        #expect(plan.blocks.first?.message.contains("volume/rehearsal") == true)
        #expect(!plan.graph.steps.contains { $0.address == .volume(SampleStack.key) })
        // The way out that it names: a partial plan removes nothing.
        #expect(plan.blocks.first?.hint.contains("`apply --target volume/rehearsal`") == true)
        let partial = PlanningOptions(scope: .only([AddressPattern("volume/rehearsal")]))
        let first = try await array.converge(desired, partial)
        #expect(first.blocks.isEmpty && first.graph.steps.contains { $0.id == "volume/rehearsal:clone" })
        let second = try await array.converge(desired, Self.allowed)
        #expect(second.blocks.isEmpty && second.changes.map(\.address) == [.volume(SampleStack.key)])
    }

    @Test func aVolumeMayBeForgottenInThePlanThatClonesIt() async throws {
        let array = try await SampleStack.applied()
        let plan = try await array.converge(Self.replacing(.forget), Self.allowed)
        #expect(plan.blocks.isEmpty && plan.graph.steps.contains { $0.id == "volume/rehearsal:clone" })
        #expect(await array.state.appInstances.map(\.name) == ["ledger", "rehearsal"])
        #expect(try await array.plan(Self.replacing(.forget), Self.allowed).isEmpty)
    }

    @Test(arguments: [true, false])
    func aSnapshotIsNotDeletedInThePlanThatClonesIt(isAvailable: Bool) async throws {
        let array = try await Self.withSnapshots("one")
        await array.edit { $0.appInstances[0][snapshotsOf: 0, 0][0].isAvailable = isAvailable }
        let plan = try await array.plan(Self.fromSnapshot(removing: "one"), Self.allowed)
        #expect(plan.blocks.map(\.code) == [.inUse] && plan.blocks.map(\.location) == [Self.line])
        #expect(plan.blocks.first?.address == .snapshot(of: SampleStack.key, name: "one"))
        #expect(!plan.graph.steps.contains { $0.id.hasPrefix("snapshot/") })
        // Only what removes it is in the way: a partial plan removes nothing.
        let partial = PlanningOptions(scope: .only([AddressPattern("volume/rehearsal")]))
        let copy = try await array.converge(Self.fromSnapshot(removing: "one"), partial)
        #expect(copy.blocks.isEmpty && copy.graph.steps.contains { $0.id == "volume/rehearsal:clone" })
        let rest = try await array.plan(Self.fromSnapshot(removing: "one"), Self.allowed)
        #expect(rest.blocks.isEmpty && rest.changes.map(\.change.kind) == [.delete])
    }

    @Test func anotherSnapshotOfTheSourceMayGo() async throws {
        let array = try await Self.withSnapshots("one", "two")
        let plan = try await array.converge(Self.fromSnapshot(removing: "two"), Self.allowed)
        #expect(plan.blocks.isEmpty && plan.changes.map(\.change.kind) == [.create, .delete])
    }

    /// By whatever name it is called: the copy is made when the source has its new size.
    @Test func oneOfTheStackThatIsExtendedIsClonedAtItsNewSize() async throws {
        for origin in [CloneOrigin.existing("ledger"), .declared(SampleStack.key)] {
            let array = try await SampleStack.applied()
            func desired(_ size: Int) -> DesiredState {
                var desired = Self.desired(size: size, of: origin)
                desired.edit { $0.editVolume { $0.size.value = Gibibytes(200) } }
                return desired
            }
            let small = try await array.plan(desired(100))
            #expect(small.diagnostics.map(\.hint) == ["write `size: 200GiB` or more"], "\(origin)")
            let plan = try await array.converge(desired(200))
            #expect(
                plan.diagnostics.isEmpty && !plan.graph.steps.contains { $0.id.hasPrefix("volume/rehearsal:resize") })
            #expect(try await array.plan(desired(200)).isEmpty)
        }
    }
}
