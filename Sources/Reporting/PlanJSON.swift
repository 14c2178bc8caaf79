package import Planning

/// A plan as versioned JSON; `schema plan` describes it.
package enum PlanJSON {
    package static func render(_ plan: PlanRecord) -> String { JSONText.render(plan) }
}
