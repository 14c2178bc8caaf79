import Execution
import Locking
import Observing
import Planning
import StorageModel
import TestSupport
import Testing

/// The step that fills a volume, against a modelled array and a writer that only looks.
@Suite struct ImageStepTests {
    private static func desired() -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit { $0.image = Declared(DesiredImage(file: "debian.qcow2")) }
        return desired
    }

    private static let secrets: ResolvedSecrets = [.environment("CHAP"): Secret("chapsecret12")]

    private func run(_ array: ModelArray, _ writer: LookingWriter) async throws -> Apply.Outcome {
        let executor = Executor(
            array, parallelism: 4, secrets: Self.secrets, images: (writer, .real))
        let apply = Apply(PlanSource(Self.desired()), to: array, executor: executor)
        return try await apply.run(PlanRecord(try await apply.currentPlan()))
    }

    private func array() -> ModelArray { ModelArray(ObservedState(cluster: SampleStack.cluster)) }

    @Test func onlyTheWriterMayConnectWhileItWrites() async throws {
        let array = array()
        let writer = LookingWriter(array)
        guard case .converged = try await run(array, writer) else {
            Issue.record("not converged")
            return
        }
        let seen = writer.seen
        #expect(seen.map(\.allowed) == [[.imageWriter(of: "sample")]])
        #expect(seen.map(\.isUnfinished) == [true])
        #expect(seen.first?.target.chap?.user == "ledger" && seen.first?.target.lun == 0)
        #expect(seen.first?.target.portals == ["127.0.1.1:3260", "127.0.1.2:3260"])
        #expect(await array.state.appInstances[0].storageInstances[0].initiators == [SampleStack.host])
    }

    @Test func aFailedCopyClosesTheVolumeAndTheNextRunWritesItAgain() async throws {
        let array = array()
        let failure = ImageFailure.target(reason: "the target is away", hint: nil)
        guard case .incomplete(let summary) = try await run(array, LookingWriter(array, failure)) else {
            Issue.record("should not be complete")
            return
        }
        #expect(summary.failed.map(\.failure) == [.image(failure)])
        let app = await array.state.appInstances[0]
        #expect(app.storageInstances[0].initiators.isEmpty && app.marker?.flags.isImageUnfinished == true)
        let second = LookingWriter(array)
        guard case .converged = try await run(array, second) else {
            Issue.record("the rerun should converge")
            return
        }
        #expect(second.seen.count == 1)
    }

    @Test func aConnectedInitiatorStopsItBeforeAnythingIsWritten() async throws {
        let array = array()
        _ = try await run(array, LookingWriter(array, .interrupted))
        await array.edit { $0.appInstances[0].logIn([SampleStack.host]) }
        let writer = LookingWriter(array)
        guard case .incomplete(let summary) = try await run(array, writer) else {
            Issue.record("should not be complete")
            return
        }
        #expect(summary.failed.map(\.failure) == [.image(.inUse([SampleStack.host]))] && writer.seen.isEmpty)
    }

    /// Somebody has finished or taken it over meanwhile.
    @Test func aVolumeThatNoLongerWaitsIsNotWritten() async throws {
        let array = array()
        let executor = Executor(
            array, parallelism: 4, secrets: Self.secrets, images: (LookingWriter(array, .interrupted), .real))
        let apply = Apply(PlanSource(Self.desired()), to: array, executor: executor)
        _ = try await apply.run(PlanRecord(try await apply.currentPlan()))
        let plan = try await array.plan(Self.desired())
        await array.edit { state in
            guard var marker = state.appInstances[0].marker else { return }
            marker.flags.isImageUnfinished = false
            state.appInstances[0].ownership = .marked(marker)
        }
        let writer = LookingWriter(array)
        let summary = await Executor(array, secrets: Self.secrets, images: (writer, .real)).run(plan.graph)
        #expect(writer.seen.isEmpty)
        #expect(summary.failed.map { "\($0.failure)" }.contains { $0.contains("no longer marked") })
    }

    /// Ctrl-C ends the copy at once; what closes the volume is still sent.
    @Test func anInterruptedCopyClosesTheVolume() async throws {
        let array = array()
        let writer = LookingWriter(array, waits: true)
        let task = Task { try await run(array, writer) }
        while writer.seen.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        guard case .incomplete(let summary) = try await task.value else {
            Issue.record("should not be complete")
            return
        }
        #expect(summary.wasInterrupted && summary.failed.map(\.failure) == [.image(.interrupted)])
        #expect(await array.state.appInstances[0].storageInstances[0].initiators.isEmpty)
    }
}

/// Notes what the array looks like while it would write.
private final class LookingWriter: ImageWriter {
    struct Look: Sendable {
        var allowed: Set<InitiatorName>
        var isUnfinished: Bool
        var target: ImageTarget
    }

    private let array: ModelArray
    private let failure: ImageFailure?
    private let waits: Bool
    private let looks = Locked<[Look]>([])

    init(_ array: ModelArray, _ failure: ImageFailure? = nil, waits: Bool = false) {
        self.array = array
        self.failure = failure
        self.waits = waits
    }

    var seen: [Look] { looks.withLock { $0 } }

    func check(
        _ image: DesiredImage, for volume: String, of size: Gibibytes,
        report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImageFailure) {}

    func read(
        _ unit: ImageTarget, to path: String, as format: ImageFormat,
        report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImageFailure) {}

    func write(
        _ image: DesiredImage, to target: ImageTarget, report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImageFailure) {
        let app = await array.state.appInstances[0]
        looks.withLock {
            $0.append(
                Look(
                    allowed: app.storageInstances[0].initiators,
                    isUnfinished: app.marker?.flags.isImageUnfinished == true, target: target))
        }
        if waits {
            do { try await Task.sleep(for: .seconds(60)) } catch { throw .interrupted }
        }
        if let failure { throw failure }
    }
}
