package import StorageModel

/// Copies a live volume to an image file.
///
/// ```
/// look      GET app instance      ours, complete, online, nobody connected
/// let in    PUT acl_policy        those who are on it, and the image writer
/// copy      iSCSI                 to a file
/// shut out  PUT acl_policy        as it was, also when the copy has failed
/// ```
/// A run that is stopped in between leaves the image writer on the access list; the next plan takes it off.
package struct ImageExport: Sendable {
    private let array: any StorageArray
    private let images: any ImageWriter
    private let secrets: ResolvedSecrets
    private let timing: Timing

    package init(_ array: any StorageArray, _ images: any ImageWriter, secrets: ResolvedSecrets, timing: Timing) {
        self.array = array
        self.images = images
        self.secrets = secrets
        self.timing = timing
    }

    /// What is exported, and to where.
    package struct Request: Sendable {
        package var app: AppInstanceReference
        package var stack: String
        package var chap: CHAPSetting
        /// Absolute; it is made or overwritten.
        package var path: String
        package var format: ImageFormat
        /// The image writer, where the tenant does not see it yet.
        package var missingWriter: DesiredInitiator?

        package init(
            app: AppInstanceReference, stack: String, chap: CHAPSetting, path: String, format: ImageFormat,
            missingWriter: DesiredInitiator?
        ) {
            self.app = app
            self.stack = stack
            self.chap = chap
            self.path = path
            self.format = format
            self.missingWriter = missingWriter
        }
    }

    package func run(
        _ request: Request, report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(StepFailure) {
        let live = try await read(request.app)
        let (storage, volume) = try onlyVolume(of: live, request.stack)
        let writer = InitiatorName.imageWriter(of: request.stack)
        guard storage.foreign.isEmpty, storage.inheritedGroups.isEmpty else {
            throw .image(
                .target(
                    reason: "the access list of \(live.name) names objects of other tenants, and could not be put back",
                    hint: "export a clone of it"))
        }
        let reference = StorageInstanceReference(app: live.reference, name: storage.name)
        if let missing = request.missingWriter {
            try await perform(
                .createInitiator(
                    tenant: missing.tenant, iqn: missing.iqn, label: missing.label, force: missing.tenant != .root))
        }
        try await perform(
            .setAccessList(reference, initiators: storage.initiators.union([writer]), groups: storage.groups))
        let result = await copy(live, volume, reference, writer, request, report)
        try await perform(
            .setAccessList(reference, initiators: storage.initiators.subtracting([writer]), groups: storage.groups))
        try result.get()
    }

    private func onlyVolume(
        of live: ObservedAppInstance, _ stack: String
    ) throws(StepFailure) -> (StorageInstanceContent, VolumeContent) {
        guard let marker = live.marker, marker.stack == stack else {
            throw .array(.ownerChanged("\(live.name) (\(live.id)) is no longer a volume of stack \(stack)"))
        }
        let others = live.activeInitiators.filter { $0 != .imageWriter(of: stack) }
        guard others.isEmpty else { throw .image(.inUse(others)) }
        guard live.storageInstances.count == 1, let storage = live.storageInstances.first,
            storage.volumes.count == 1, let volume = storage.volumes.first
        else {
            throw .image(.target(reason: "\(live.name) has several volumes", hint: "export those of one volume each"))
        }
        guard !marker.flags.isImageUnfinished, !marker.flags.isBeingBuilt else {
            let hint = "run the `apply` or `image import` that was cut off again"
            throw .image(.target(reason: "\(live.name) is not complete yet", hint: hint))
        }
        guard live.adminState == .online, !live.target(of: storage.name).isOffline else {
            throw .image(.target(reason: "\(live.name) is offline", hint: "bring it online first"))
        }
        return (storage, volume)
    }

    private func copy(
        _ live: ObservedAppInstance, _ volume: VolumeContent, _ storage: StorageInstanceReference,
        _ writer: InitiatorName, _ request: Request, _ report: @escaping @Sendable (ImageProgress) -> Void
    ) async -> Result<Void, StepFailure> {
        let step = ImageStep(
            array: array, calls: CallRunner(array, secrets: secrets, looksFirst: false), secrets: secrets,
            images: images, timing: timing)
        let unit = ImageWrite(
            image: DesiredImage(file: request.path), volume: VolumeReference(storage: storage, name: volume.name),
            size: volume.size, writer: writer, chap: request.chap)
        do throws(StepFailure) {
            guard let target = try step.target(in: live, of: unit) else {
                return .failure(.image(.target(reason: "\(live.name) has no iSCSI target", hint: nil)))
            }
            do throws(ImageFailure) {
                try await images.read(target, to: request.path, as: request.format, report: report)
                return .success(())
            } catch {
                return .failure(.image(error))
            }
        } catch {
            return .failure(error)
        }
    }

    private func perform(_ call: ArrayCall) async throws(StepFailure) {
        let calls = CallRunner(array, secrets: secrets, looksFirst: false)
        try await uninterruptedStep { () async throws(ArrayFailure) in try await calls.run(call, if: nil) }
    }

    private func read(_ app: AppInstanceReference) async throws(StepFailure) -> ObservedAppInstance {
        try await uninterruptedStep { () async throws(ArrayFailure) in try await array.appInstance(app) }
    }
}
