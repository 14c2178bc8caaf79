import Planning
import StorageModel
import TestSupport
import Testing

/// What a step destroys is what was reviewed: the last look before it compares.
@Suite struct DestroyedContentTests {
    /// An app instance of two storage instances; `data` has two volumes.
    private static func tree(without part: String? = nil) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit { app in
            app.address = .appInstance(app.key)
            var data = app.storageInstances[0]
            data.name = "data"
            data.volumes.append(
                DesiredVolume(name: "index", size: Declared(Gibibytes(5)), replicaCount: Declared(3)))
            app.storageInstances.append(data)
            guard let part else { return }
            app.storageInstances.removeAll { $0.name == part }
            app.removedParts = [PartRemoval(.storageInstance(part))]
        }
        return desired
    }

    private static let options = PlanningOptions(maxDeletes: 9, maxUpdatePercent: 100, allowsEmpty: true)

    private static func array() async throws -> ModelArray {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(tree())
        return array
    }

    private static func removal(_ action: Removal.Action = .delete) -> DesiredState {
        var desired = SampleStack.desired()
        desired.appInstances = []
        desired.removals = [Removal(.volume(SampleStack.key), action)]
        return desired
    }

    /// What the step of this name says of the app instance as it is by then.
    private func objection(
        _ desired: DesiredState, before step: String, _ edit: (inout ObservedAppInstance) -> Void
    ) async throws -> String? {
        let array = try await Self.array()
        let plan = try await array.plan(desired, Self.options)
        let found = try #require(
            plan.graph.steps.first { $0.id.hasSuffix(":\(step)") }, "\(plan.graph.steps.map(\.id))")
        let premise = try #require(found.premise)
        var live = await array.state.appInstances[0]
        #expect(premise.objection(to: live) == nil)
        edit(&live)
        return premise.objection(to: live)
    }

    @Test func aSnapshotOfTheWholeAppInstanceHoldsItsParts() async throws {
        let text = try await objection(Self.tree(without: "data"), before: "delete data") {
            $0.groupSnapshots = [ObservedSnapshot(timestamp: "1600000000.5", uuid: "taken-since")]
        }
        #expect(text?.contains("has a snapshot taken since it was planned") == true, "\(text ?? "-")")
    }

    @Test func aVolumeThatCameMeanwhileIsNotDeleted() async throws {
        let added = VolumeContent(name: "handmade", size: Gibibytes(77))
        let ofPart = try await objection(Self.tree(without: "data"), before: "delete data") {
            $0.storageInstances[1].volumes.append(added)
        }
        #expect(ofPart?.contains("has changed since it was planned") == true)
        // Elsewhere in the app instance nobody minds.
        let beside = try await objection(Self.tree(without: "data"), before: "delete data") {
            $0.storageInstances[0].volumes.append(added)
        }
        #expect(beside == nil)
        for step in ["take offline", "delete"] {
            let ofAll = try await objection(Self.removal(), before: step) {
                $0.storageInstances.append(StorageInstanceContent(name: "new", volumes: [added]))
            }
            #expect(ofAll?.contains("has changed since it was planned") == true)
        }
    }

    /// Being offline, who is logged in and where it is reached is not what is lost.
    @Test func whatTheStepsBeforeChangeDoesNotCount() async throws {
        let text = try await objection(Self.removal(), before: "delete") {
            $0.adminState = .offline
            $0.targets = [:]
            $0.troubles = ["op_state unavailable"]
        }
        #expect(text == nil)
    }

    @Test(arguments: [Removal.Action.delete, .trash])
    func whatHasBeenProtectedMeanwhileStays(_ action: Removal.Action) async throws {
        let step = action == .delete ? "delete" : "trash"
        let text = try await objection(Self.removal(action), before: step) { live in
            guard var marker = live.marker else { return }
            marker.flags.isProtected = true
            live.ownership = .marked(marker)
        }
        #expect(text?.contains("has been protected since it was planned") == true, "\(text ?? "-")")
    }

    /// The call that takes the window back harms nothing, so nothing but another owner stops it.
    @Test func theWayBackLooksForTheOwnerAlone() async throws {
        let array = try await Self.array()
        let plan = try await array.plan(Self.removal(), Self.options)
        let premise = try #require(plan.graph.steps.first { $0.undo != nil }?.premise)
        var live = await array.state.appInstances[0]
        live.groupSnapshots = [ObservedSnapshot(timestamp: "1600000000.5", uuid: "taken-since")]
        #expect(premise.objection(to: live) != nil && premise.ofUndo.objection(to: live) == nil)
    }

    @Test func everyVolumeCounts() async throws {
        let array = try await Self.array()
        var options = Self.options
        options.maxDeletes = 2
        let all = try await array.plan(Self.removal(), options)
        #expect(all.blocks.map(\.message) == ["this plan removes 3 volumes, but the limit is 2"])
        #expect(
            all.changes.flatMap(\.change.fields).map(\.path) == [
                "name", "data/index size", "data/volume-1 size", "storage-1/volume-1 size",
            ])
        options.maxDeletes = 1
        let part = try await array.plan(Self.tree(without: "data"), options)
        #expect(part.blocks.map(\.code) == [.maxDeletes])
        #expect(try await array.plan(Self.removal(.forget), options).blocks.isEmpty)
    }
}
