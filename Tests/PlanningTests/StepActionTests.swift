import Planning
import StorageModel
import Testing

/// What the order of steps, the machine and the composition ask an action for.
@Suite struct StepActionTests {
    private static let app = AppInstanceReference(tenant: .root, id: "1")
    private static let snapshot = SnapshotReference(owner: .appInstance(app), timestamp: "1.0")

    @Test func onlyARestoreMayStillRunAfterItsAnswerWasLost() {
        #expect(StepAction.call(.restoreSnapshot(Self.snapshot)).mayStillRunAfterLostAnswer)
        #expect(!StepAction.call(.deleteSnapshot(Self.snapshot)).mayStillRunAfterLostAnswer)
        #expect(!StepAction.call(.deleteAppInstance(Self.app)).mayStillRunAfterLostAnswer)
    }

    /// Digests that were approved before there were actions are over the bare call.
    @Test func aCallIsHashedAsItself() {
        let call = ArrayCall.setVolume(
            VolumeReference(storage: StorageInstanceReference(app: Self.app, name: "s"), name: "v"),
            to: .size(Gibibytes(5)))
        #expect(CanonicalEncoding.text(of: StepAction.call(call)) == CanonicalEncoding.text(of: call))
    }
}
