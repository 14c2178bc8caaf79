package import Diagnostics
package import StorageModel

/// How an array has moved away from what was last applied, and what of the manifest has not been applied yet.
package struct DriftReport: Sendable, Equatable {
    package var stack: String
    package var cluster: ObservedCluster
    /// Nil when the array does not say.
    package var capacity: ArrayCapacity?
    /// In the order of addresses.
    package var entries: [DriftEntry]
    /// The unmanaged app instances in the tenants of the stack.
    package var unmanaged: [UnmanagedAppInstance]
    package var inSyncCount: Int
    /// Why some volumes cannot be compared at all.
    package var blocks: [Block]
    package var warnings: [PlanWarning]
    /// What is not as declared and stays so, for instance because it acts at creation only.
    package var notes: [PlanNote] = []

    /// An earlier run of the stack that was cut off; nil when there is none.
    package var interruption: InterruptedRun?

    package func count(_ kind: DriftEntry.Kind) -> Int { entries.count { $0.kind == kind } }

    /// What is only pending is left to the next apply.
    package var hasDrift: Bool { entries.contains { $0.kind != .pending } }

    /// Whether somebody has to look: what is pending after a run that was cut off is a half-finished change.
    package var needsAttention: Bool { hasDrift || interruption != nil && count(.pending) > 0 }
}

/// One resource that is not as the manifest wants it.
package struct DriftEntry: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Changed on the array since it was last applied.
        case drift
        /// Changed in the manifest since then.
        case pending
        /// Changed on both sides.
        case both
        /// Named by the manifest and not on the array.
        case absent
    }

    package var address: ResourceAddress
    package var kind: Kind
    /// From the live value to the desired one.
    package var fields: [FieldChange]
    package var note: String?
    package var location: SourceLocation?
    /// The volume type that the manifest gives it.
    package var volumeType: String?
    /// Of a volume that is absent: the declared size of all its volumes.
    package var size: Gibibytes?
}

/// An app instance without any marker.
package struct UnmanagedAppInstance: Sendable, Equatable {
    package var tenant: TenantPath
    package var name: String
    package var createMode: String
    package var size: Gibibytes
    /// The manifest's address, when it names the same object.
    package var address: ResourceAddress?
}
