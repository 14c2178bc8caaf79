internal import Planning
internal import StorageModel

/// Carries out the step that fills a volume with an image.
///
/// ```
/// look      GET app instance         still ours, still incomplete, nobody connected
/// let in    PUT acl_policy           the image writer alone
/// wait      GET app instance         until the target is there
/// copy      iSCSI                    read, copy, zero the rest, compare
/// shut out  PUT acl_policy           nobody, also when the copy has failed
/// ```
/// Requests are finished also when the run was told to stop; only the copy is cut short. The marker keeps flag i meanwhile. A run that is stopped anywhere leaves a volume that only the image writer may connect
/// to, and the next run begins here again.
struct ImageStep: Sendable {
    /// How long a new target may take to come up.
    private static let patience = Duration.seconds(60)

    let array: any StorageArray
    let calls: CallRunner
    let secrets: ResolvedSecrets
    let images: any ImageWriter
    let timing: Timing

    func run(
        _ write: ImageWrite, if premise: OwnershipPremise?, report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(StepFailure) {
        try check(try await read(write), write, premise)
        try await setAccess(write, [write.writer])
        do throws(StepFailure) {
            try await copy(write, to: try await target(of: write, premise), report)
        } catch {
            // What it says matters less than why the copy ended; the next run shuts it out again.
            try? await setAccess(write, [])
            throw error
        }
        try await setAccess(write, [])
    }

    /// Whether it is still the volume that the image was planned for, and nobody else can see it.
    private func check(
        _ live: ObservedAppInstance, _ write: ImageWrite, _ premise: OwnershipPremise?
    ) throws(StepFailure) {
        if let objection = premise?.objection(to: live) { throw .array(.ownerChanged(objection)) }
        guard live.marker?.flags.isImageUnfinished == true else {
            throw .array(.ownerChanged("\(live.name) (\(live.id)) is no longer marked as waiting for its image"))
        }
        let others = live.activeInitiators.filter { $0 != write.writer }
        guard others.isEmpty else { throw .image(.inUse(others)) }
    }

    private func target(of write: ImageWrite, _ premise: OwnershipPremise?) async throws(StepFailure) -> ImageTarget {
        let start = timing.now()
        while true {
            let live = try await read(write)
            try check(live, write, premise)
            if let target = try target(in: live, of: write) { return target }
            guard timing.now() - start < Self.patience else {
                throw .image(
                    .target(
                        reason: "\(live.name) has no iSCSI target yet",
                        hint: "look at its state on the array, then run again"))
            }
            do { try await timing.sleep(.seconds(1)) } catch { throw .image(.interrupted) }
        }
    }

    /// Nil while the array has not deployed it.
    func target(in live: ObservedAppInstance, of write: ImageWrite) throws(StepFailure) -> ImageTarget? {
        let storage = write.volume.storage.name
        guard let content = live.storageInstances.first(where: { $0.name == storage }),
            let connection = TargetConnection(to: content, of: live, roundRobin: false),
            let unit = connection.units.first(where: { $0.volume == write.volume.name }), !connection.portals.isEmpty,
            !live.target(of: storage).isOffline
        else { return nil }
        return ImageTarget(
            volume: live.name, iqn: connection.iqn, lun: unit.lun, portals: connection.portals, size: write.size,
            initiator: write.writer,
            chap: try chap(write.chap))
    }

    private func chap(_ setting: CHAPSetting) throws(StepFailure) -> ImageTarget.ResolvedCHAP? {
        switch setting {
        case .none: return nil
        case .oneWay(let credentials):
            return ImageTarget.ResolvedCHAP(user: credentials.user, password: try secret(credentials.password))
        case .mutual(let credentials, let target):
            return ImageTarget.ResolvedCHAP(
                user: credentials.user, password: try secret(credentials.password), targetUser: target.user,
                targetPassword: try secret(target.password))
        }
    }

    private func secret(_ reference: SecretReference) throws(StepFailure) -> Secret {
        guard let secret = secrets[reference] else {
            throw .image(.target(reason: "the secret \(reference) was not resolved before the copy", hint: nil))
        }
        return secret
    }

    private func copy(
        _ write: ImageWrite, to target: ImageTarget, _ report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(StepFailure) {
        do throws(ImageFailure) {
            try await images.write(write.image, to: target, report: report)
        } catch {
            throw .image(error)
        }
    }

    private func setAccess(_ write: ImageWrite, _ initiators: Set<InitiatorName>) async throws(StepFailure) {
        try await uninterruptedStep { () async throws(ArrayFailure) in
            try await calls.run(.setAccessList(write.volume.storage, initiators: initiators, groups: []), if: nil)
        }
    }

    private func read(_ write: ImageWrite) async throws(StepFailure) -> ObservedAppInstance {
        try await uninterruptedStep { () async throws(ArrayFailure) in
            try await array.appInstance(write.volume.storage.app)
        }
    }
}
