import StorageModel

/// Applies `ignore` entries: takes their fields out of every comparison, and reports those that have expired.
struct IgnorePolicy {
    let rules: [IgnoreRule]
    let today: CalendarDate?

    func apply(to apps: [DesiredAppInstance]) -> [DesiredAppInstance] {
        let active = active
        guard !active.isEmpty else { return apps }
        return apps.map { app in
            var app = app
            for rule in active where rule.matches(app.address) { app.ignored.formUnion(rule.fields) }
            if app.ignored.contains(.qos) { app.ignored.formUnion(.everyLimit) }
            return app
        }
    }

    /// Those that hold today.
    var active: [IgnoreRule] { rules.filter { !isExpired($0) } }

    var warnings: [PlanWarning] {
        rules.filter(isExpired).map { rule in
            PlanWarning(
                .expiredIgnore,
                "the ignore of \(rule.fields.names.joined(separator: ", ")) on \(rule.pattern) has expired"
                    + (rule.until.map { " on \($0)" } ?? "") + " (\(rule.reason))",
                hint: "give it a new `until:`, or remove it", location: rule.location)
        }
    }

    private func isExpired(_ rule: IgnoreRule) -> Bool {
        guard let until = rule.until, let today else { return false }
        return until < today
    }
}
