import StorageModel

/// A plan as plain data: what a reviewer is shown, what a file keeps, and what an apply is held to.
///
/// Its JSON is published (`schema plan`): `format_version` grows its minor part with added keys, its major part with
/// changed ones. Equal plans give equal records, byte for byte; no time is in them.
package struct PlanRecord: Sendable, Equatable, Codable {
    package static let currentFormat = "2.1"
    /// What `digest` and `integrity` begin with.
    package static let digestPrefix = "sha256:"

    package var formatVersion: String
    package var kind: String
    package var stack: String
    /// Where its resources live unless they say otherwise.
    package var tenant: String
    package var cluster: ClusterRecord
    /// The limits that it was held to.
    package var guards: GuardsRecord
    /// Over what is to be done; equal digests mean equal plans (`PlanRecord+Digest`).
    package var digest: String
    /// Whether it can be applied: nothing blocks it.
    package var applyable: Bool
    /// What a partial plan is about; nil for one that takes up everything.
    package var scope: String?
    package var summary: PlanSummary
    /// Changes that one block of the manifest has caused alike.
    package var groups: [GroupRecord]
    package var changes: [ChangeRecord]
    package var steps: [StepRecord]
    package var blocks: [ProblemRecord]
    package var warnings: [ProblemRecord]
    package var notes: [NoteRecord]
    /// What differs and is left so, because the manifest says that it be ignored.
    package var ignored: [IgnoredRecord]
    /// All it takes to make the plan again; only in a saved plan.
    package var inputs: PlanInputs?
    /// Over the whole file but this value itself; only in a saved plan.
    package var integrity: String?

    package init(_ plan: Plan) {
        formatVersion = Self.currentFormat
        kind = "plan"
        stack = plan.stack
        tenant = plan.tenant.description
        cluster = ClusterRecord(plan.cluster)
        guards = plan.guards
        digest = ""
        applyable = plan.blocks.isEmpty
        scope = plan.scope.description
        changes = plan.changes.map(ChangeRecord.init)
        groups = GroupRecord.groups(of: changes)
        summary = PlanSummary(plan)
        steps = plan.graph.steps.map { StepRecord($0, after: plan.graph.dependencies(of: $0.id)) }
        blocks = plan.blocks.map(ProblemRecord.init)
        warnings = plan.warnings.map(ProblemRecord.init)
        notes = plan.notes.map(NoteRecord.init)
        ignored = plan.hidden.map(IgnoredRecord.init)
        digest = computedDigest
    }

    package var isEmpty: Bool { changes.isEmpty }
}

/// The array that a plan was made for.
package struct ClusterRecord: Sendable, Equatable, Codable {
    package var uuid: String
    package var name: String
    package var productVersion: String
    package var apiVersion: String

    init(_ cluster: ObservedCluster) {
        uuid = cluster.uuid
        name = cluster.name
        productVersion = cluster.product.description
        apiVersion = cluster.api.rawValue
    }
}

/// How many resources a plan creates, changes, removes and leaves as they are.
package struct PlanSummary: Sendable, Equatable, Codable {
    package var create: Int
    package var update: Int
    package var remove: Int
    package var unchanged: Int
    /// Changes that a partial plan does not take up.
    package var leftOut: Int
    /// The highest of all.
    package var risk: Risk
    package var totals: PlanTotals

    init(_ plan: Plan) {
        create = plan.changes.count { $0.change.isCreation }
        remove = plan.changes.count { $0.change.kind.isRemoval }
        update = plan.changes.count - create - remove
        unchanged = plan.unchangedCount
        leftOut = plan.leftOutCount
        risk = plan.risk
        totals = plan.totals
    }
}

/// Something worth saying that changes nothing.
package struct NoteRecord: Sendable, Equatable, Codable {
    package var address: String?
    package var message: String

    package init(address: String?, message: String) {
        self.address = address
        self.message = message
    }

    package init(_ note: PlanNote) { self.init(address: note.address?.description, message: note.text) }
}

extension Risk: Codable {}

/// The limits that a plan was held to, wherever they are from.
package struct GuardsRecord: Sendable, Equatable, Codable {
    package var maxDeletes: Int
    package var maxUpdatePct: Int
    /// Nil for none.
    package var maxProvisionedPct: Int?
    package var allowsEmpty: Bool

    init(_ guards: Guards, _ options: PlanningOptions) {
        maxDeletes = options.maxDeletes ?? guards.maxDeletes?.value ?? Guards.defaultMaxDeletes
        maxUpdatePct =
            options.maxUpdatePercent ?? guards.maxUpdatePercent?.value ?? Guards.defaultMaxUpdatePercent
        maxProvisionedPct = guards.maxProvisionedPercent?.value
        allowsEmpty = options.allowsEmpty
    }
}
