import StorageModel

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
