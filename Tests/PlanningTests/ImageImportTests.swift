import Planning
import StorageModel
import TestSupport
import Testing

/// An image in place of what a live volume holds.
@Suite struct ImageImportTests {
    private static let image = DesiredImage(file: "debian.qcow2")

    private func options(overwrites: Bool = true, keepsSafety: Bool = true, maxDeletes: Int? = nil) -> PlanningOptions {
        PlanningOptions(
            intent: .importImage(
                ImageImportRequest(
                    key: SampleStack.key, image: Self.image, overwrites: overwrites, keepsSafety: keepsSafety)),
            maxDeletes: maxDeletes)
    }

    private func plan(
        _ options: PlanningOptions, _ desired: DesiredState = SampleStack.desired(),
        after edit: @Sendable (inout ObservedState) -> Void = { _ in }
    ) async throws -> Plan {
        let array = try await SampleStack.applied()
        await array.edit(edit)
        return try await array.plan(desired, options)
    }

    @Test func theVolumeIsSavedMarkedAndClosedBeforeItIsWritten() async throws {
        let plan = try await plan(options())
        #expect(plan.blocks.isEmpty, "\(plan.blocks)")
        #expect(
            plan.graph.steps.map(\.id).filter { !$0.hasPrefix("initiator/") } == [
                "snapshot/ledger@before-import-none:save", "volume/ledger:mark", "volume/ledger:close storage-1",
                "volume/ledger:note image", "volume/ledger:write image", "volume/ledger:set acl storage-1",
                "volume/ledger:record",
            ])
        #expect(plan.risk == .safe)
    }

    @Test func withoutASafetySnapshotTheDataIsDeleted() async throws {
        let plan = try await plan(options(keepsSafety: false))
        #expect(plan.blocks.map(\.code) == [.maxDeletes])
        let allowed = try await self.plan(options(keepsSafety: false, maxDeletes: 1))
        #expect(allowed.blocks.isEmpty && allowed.risk == .destructive)
    }

    @Test func withoutOverwriteItIsRefused() async throws {
        #expect(try await plan(options(overwrites: false)).blocks.map(\.code) == [.overwrite])
    }

    @Test(arguments: [
        ("protect", Block.Code.protected), ("connect", .connected), ("offline", .storageOffline),
        ("limits", .pendingChanges),
    ])
    func whatWouldHarmIsRefused(how: String, code: Block.Code) async throws {
        let plan = try await plan(options()) { state in
            switch how {
            case "protect":
                guard var marker = state.appInstances[0].marker else { return }
                marker.flags.isProtected = true
                state.appInstances[0].ownership = .marked(marker)
            case "connect": state.appInstances[0].logIn([SampleStack.host])
            case "offline": state.appInstances[0].adminState = .offline
            default: state.appInstances[0].storageInstances[0].volumes[0].replicaCount = 2
            }
        }
        #expect(plan.blocks.map(\.code).contains(code), "\(plan.blocks)")
        #expect(plan.changes.isEmpty)
    }

    /// After each step in turn, the same command and nothing else brings the volume to its end, and it is never open half
    /// written.
    @Test func anImportThatIsStoppedAnywhereIsResumed() async throws {
        let count = try await plan(options()).graph.steps.count
        for stop in 0..<count {
            let array = try await SampleStack.applied()
            var isWritten = false
            var isMarked = false
            for step in try await array.plan(SampleStack.desired(), options()).graph.steps.prefix(stop) {
                try await array.perform(step)
                if step.id.hasSuffix("mark") { isMarked = true }
                if case .writeImage = step.action { isWritten = true }
            }
            let app = await array.state.appInstances[0]
            if isMarked, !isWritten {
                let blocks = try await array.plan(SampleStack.desired()).blocks
                #expect(blocks.map(\.code) == [.imageUnfinished], "after \(stop) steps")
            }
            if !isMarked { #expect(app.marker?.flags.isImageUnfinished == false) }
            try await array.converge(SampleStack.desired(), options())
            let final = await array.state.appInstances[0]
            #expect(final.marker?.flags.isImageUnfinished == false, "after \(stop) steps")
            #expect(final.storageInstances[0].initiators == [SampleStack.host])
            #expect(try await array.plan(SampleStack.desired()).isEmpty)
        }
    }
}
