import Planning
import StorageModel
import TestSupport
import Testing

/// A volume that is filled with an image: who may see it when, and when it is written.
@Suite struct ImagePlanTests {
    private static let image = DesiredImage(file: "debian.qcow2", checksum: .sha256(String(repeating: "a", count: 64)))

    private static func desired(_ image: DesiredImage? = image) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit { $0.image = image.map { Declared($0) } }
        return desired
    }

    private func array() -> ModelArray { ModelArray(ObservedState(cluster: SampleStack.cluster)) }

    @Test func aNewVolumeIsClosedUntilItsImageIsComplete() async throws {
        let plan = try await array().plan(Self.desired())
        #expect(
            plan.graph.steps.map(\.id).filter { $0.hasPrefix("volume/") } == [
                "volume/ledger:create", "volume/ledger:note image", "volume/ledger:write image",
                "volume/ledger:set acl storage-1", "volume/ledger:record",
            ])
        guard case .call(.createAppInstance(let spec)) = plan.graph.steps.first(where: { $0.stage == .create })?.action
        else {
            Issue.record("no POST: \(plan.graph.steps.map(\.id))")
            return
        }
        #expect(spec.storageInstances.allSatisfy { $0.initiators.isEmpty && $0.groups.isEmpty })
        #expect(spec.marker.flags.isImageUnfinished && spec.marker.flags.isBeingBuilt)
        #expect(!spec.chap.isEmpty)
    }

    @Test func thePlanNamesTheImageAndItsDigestHoldsIt() async throws {
        let plan = try await array().plan(Self.desired())
        let fields = plan.changes.flatMap(\.change.fields).filter { $0.path.field == .image }
        #expect(fields.count == 1)
        let other = try await array().plan(Self.desired(DesiredImage(file: "debian.qcow2")))
        #expect(PlanRecord(plan).digest != PlanRecord(other).digest)
        let elsewhere = try await array().plan(
            Self.desired(DesiredImage(file: "debian.qcow2", folder: "/srv/other", checksum: Self.image.checksum)))
        #expect(PlanRecord(plan).digest == PlanRecord(elsewhere).digest)
    }

    @Test func anAppliedImageLeavesNothingToDo() async throws {
        let array = array()
        try await array.converge(Self.desired())
        let app = await array.state.appInstances[0]
        #expect(app.marker?.flags.isImageUnfinished == false && app.marker?.flags.isBeingBuilt == false)
        #expect(app.storageInstances[0].initiators == [SampleStack.host])
        let plan = try await array.plan(Self.desired())
        #expect(plan.isEmpty && plan.notes.isEmpty, "\(plan.changes) \(plan.notes)")
    }

    /// Stopped after each step in turn: until the image is written, no access list names anybody, and the next plan writes it.
    @Test func aRunThatIsStoppedAnywhereIsTakenUp() async throws {
        let count = try await array().plan(Self.desired()).graph.steps.count
        for stop in 0..<count {
            let array = array()
            var isWritten = false
            for step in try await array.plan(Self.desired()).graph.steps.prefix(stop) {
                try await array.perform(step)
                if case .writeImage = step.action { isWritten = true }
            }
            let isClosed = await array.state.appInstances.allSatisfy { app in
                app.storageInstances.allSatisfy { $0.initiators.isEmpty }
            }
            #expect(isClosed || isWritten, "after \(stop) steps")
            let plan = try await array.converge(Self.desired())
            let isDone = await array.state.appInstances[0].marker?.flags.isImageUnfinished == false
            #expect(isDone && (plan.isEmpty || plan.graph.steps.contains { $0.id.hasSuffix("write image") }))
            #expect(try await array.plan(Self.desired()).isEmpty, "after \(stop) steps")
        }
    }

    @Test func aVolumeThatIsThereIsNeverWritten() async throws {
        let array = array()
        try await array.converge(SampleStack.desired())
        let plan = try await array.plan(Self.desired())
        #expect(plan.isEmpty)
        #expect(
            plan.notes.map(\.text) == [
                "was made without an image, not with \(Self.image), and stays so: `image` acts at creation only"
            ])
    }

    @Test func anotherImageIsSaid() async throws {
        let array = array()
        try await array.converge(Self.desired())
        let plan = try await array.plan(Self.desired(DesiredImage(file: "debian-13.qcow2")))
        #expect(plan.isEmpty)
        #expect(
            plan.notes.map(\.text).contains { $0.contains("was made with the image debian.qcow2") }, "\(plan.notes)")
    }

    /// Half an image that nobody declares any more is opened to nobody.
    @Test func aHalfWrittenVolumeWhoseImageIsGoneFromTheManifestBlocks() async throws {
        let array = array()
        for step in try await array.plan(Self.desired()).graph.steps.filter({
            $0.stage == .create || $0.id.hasPrefix("init")
        }) {
            try await array.perform(step)
        }
        let plan = try await array.plan(SampleStack.desired())
        #expect(plan.blocks.map(\.code) == [.imageUnfinished])
    }

    /// What is declared offline is online while its image is written.
    @Test func aVolumeThatIsDeclaredOfflineGoesOfflineAfterItsImage() async throws {
        var desired = Self.desired()
        desired.edit { $0.adminState = Declared(.offline) }
        let array = array()
        let plan = try await array.converge(desired)
        #expect(await array.state.appInstances[0].adminState == .offline)
        let write = plan.graph.steps.firstIndex { $0.id.hasSuffix("write image") } ?? 0
        #expect(plan.graph.steps[..<write].allSatisfy { step in step.action.update?.adminState != .offline })
        #expect(try await array.plan(desired).isEmpty)
    }
}
