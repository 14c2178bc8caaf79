package import StorageModel

/// What a plan is for, and what the command line says about its limits.
package struct PlanningOptions: Sendable {
    package var intent: Intent
    /// Which part of what differs is taken up.
    package var scope: PlanScope
    /// The day for which ignores are evaluated; nil lets none expire.
    package var today: CalendarDate?
    /// These override the manifest's `guards`.
    package var maxDeletes: Int?
    package var maxUpdatePercent: Int?
    /// Lets a manifest without volumes be planned for a stack that has some.
    package var allowsEmpty: Bool
    /// Lets a volume that its driver has deleted be created anew, empty.
    package var allowsRecreation: Bool
    /// Overrides the manifest's `cluster`.
    package var cluster: String?

    package init(
        intent: Intent = .converge, scope: PlanScope = .everything, today: CalendarDate? = nil,
        maxDeletes: Int? = nil, maxUpdatePercent: Int? = nil, allowsEmpty: Bool = false, allowsRecreation: Bool = false,
        cluster: String? = nil
    ) {
        self.intent = intent
        self.scope = scope
        self.today = today
        self.maxDeletes = maxDeletes
        self.maxUpdatePercent = maxUpdatePercent
        self.allowsEmpty = allowsEmpty
        self.allowsRecreation = allowsRecreation
        self.cluster = cluster
    }

    /// What a plan is to bring about.
    package enum Intent: Sendable, Equatable {
        /// The array as the manifest wants it.
        case converge
        /// Only these removals; the rest of the stack stays as it is.
        case remove([Removal])
        /// Only markers, for volumes of the manifest that are on the array.
        case adopt([AdoptionRequest], fromStack: String?)
        /// Out of the trash, each named by address, name or uuid.
        case restore([String])
        /// Out of the trash for ever; nil is all of it.
        case purge([String]?)
        /// The data of one volume as it was at some time.
        case restoreSnapshot(SnapshotRestoreRequest)
        /// Nothing that such a restore has left open.
        case closeSnapshotRestore(SnapshotRestoreRequest)
        /// The data of one volume as an image has it.
        case importImage(ImageImportRequest)
        /// Nothing that such an import has left open.
        case closeImageImport(ImageImportRequest)
        /// Without some volumes of the image cache.
        case pruneImages(ImagePruneRequest)

        /// What must be true when all steps are done. A restore leaves nothing that could be compared but its window.
        package var proof: Intent {
            switch self {
            case .restoreSnapshot(let request): .closeSnapshotRestore(request)
            case .importImage(let request): .closeImageImport(request)
            case .converge, .remove, .adopt, .restore, .purge, .closeSnapshotRestore, .closeImageImport, .pruneImages:
                self
            }
        }
    }
}

/// A volume of the manifest to adopt.
package struct AdoptionRequest: Sendable, Hashable, CustomStringConvertible {
    package var key: ResourceKey
    /// The live one's name or uuid; nil finds it by the name that the manifest gives.
    package var source: String?

    package init(key: ResourceKey, source: String? = nil) {
        self.key = key
        self.source = source
    }

    /// As it is written on the command line.
    package var description: String { "volume/\(key)" + (source.map { "=\($0)" } ?? "") }
}
