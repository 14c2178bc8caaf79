package import Planning

/// The risks that `apply` is given leave for by its flags.
package struct RiskAllowance: Sendable, Equatable {
    package static let disruptiveFlag = "--allow-disruptive"
    package static let destroyFlag = "--allow-destroy"

    package var disruptive: Bool
    package var destructive: Bool

    package init(disruptive: Bool = false, destructive: Bool = false) {
        self.disruptive = disruptive
        self.destructive = destructive
    }

    /// The flags without which `apply`, with no terminal to ask at, refuses the plan.
    package func missing(for plan: PlanRecord) -> [String] {
        let risks = Set(plan.changes.map(\.risk))
        return [(Risk.disruptive, disruptive, Self.disruptiveFlag), (.destructive, destructive, Self.destroyFlag)]
            .filter { risks.contains($0.0) && !$0.1 }.map(\.2)
    }
}
