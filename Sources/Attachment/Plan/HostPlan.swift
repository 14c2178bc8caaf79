/// What separates this host from what it is to have: a pure function of both.
package struct HostPlan: Sendable, Equatable {
    package struct Options: Sendable, Equatable {
        /// What other stacks have attached stays; nil for a run that detaches nothing.
        package var stack: String?
        /// How many healthy paths a volume needs; nil is one for each of its portals.
        package var requiredPaths: Int?
        /// Delete devices that are not the volume any more, where nothing uses them.
        package var purgesStale: Bool
        /// Take over records and sessions of wanted targets that are there already.
        package var adopts: Bool

        package init(
            stack: String?, requiredPaths: Int? = nil, purgesStale: Bool = false, adopts: Bool = false
        ) {
            self.stack = stack
            self.requiredPaths = requiredPaths
            self.purgesStale = purgesStale
            self.adopts = adopts
        }
    }

    /// What has failed in this run and is not tried again by it.
    package struct Failures: Sendable, Equatable {
        package var steps: Set<HostStep> = []
        package var portals: Set<TargetPortal> = []
        package var units: Set<UnitAddress> = []

        package init() {}

        /// A step that fails ends what follows from it: the portal's, or the unit's.
        package mutating func add(_ step: HostStep) {
            steps.insert(step)
            switch step {
            case .scan: break
            case .claim(let target), .createRecord(let target), .writeRecord(let target, _), .logIn(let target),
                .logOut(let target, _), .deleteRecord(let target):
                portals.insert(target)
            case .remember(let unit), .assembleMap(let unit), .extend(let unit, _), .flushMap(let unit, _, _),
                .deleteDevice(let unit, _, _), .forgetIdentity(let unit), .forget(let unit):
                units.insert(unit)
            }
        }
    }

    package private(set) var steps: [PlannedHostStep]
    package private(set) var problems: [HostProblem]
    /// Worth knowing, and nothing that keeps a volume away.
    package private(set) var warnings: [HostProblem]

    package init(
        _ wanted: [WantedAttachment], on observed: HostObservation, _ options: Options,
        without failures: Failures = Failures()
    ) {
        let wanted = Self.distinct(wanted)
        var draft = HostPlanDraft()
        let targets = Dictionary(grouping: wanted, by: \.iqn)
        for iqn in observed.state.targets.union(targets.keys).sorted() {
            let units = targets[iqn] ?? []
            if let stack = options.stack {
                DetachPlanner(observed, failures, stack: stack).plan(iqn, stillWanted: units, &draft)
            }
            guard !units.isEmpty else { continue }
            AttachPlanner(observed, options, failures).plan(units, &draft)
        }
        if !draft.steps.isEmpty, !observed.missingPrerequisites.isEmpty {
            draft.steps = []
            draft.problems += observed.missingPrerequisites.map(\.asProblem)
        }
        steps = draft.steps
        problems = draft.problems
        warnings = draft.warnings
    }

    package var isEmpty: Bool { steps.isEmpty && problems.isEmpty }

    package var blocks: [HostProblem] { problems.filter(\.code.isBlock) }

    /// In order of their units; of two that say the same unit the first.
    private static func distinct(_ wanted: [WantedAttachment]) -> [WantedAttachment] {
        var seen: Set<UnitAddress> = []
        return wanted.filter { seen.insert($0.unit).inserted }.sorted { $0.unit < $1.unit }
    }
}

/// A plan while it is made.
struct HostPlanDraft {
    var steps: [PlannedHostStep] = []
    var problems: [HostProblem] = []
    var warnings: [HostProblem] = []

    mutating func add(_ step: HostStep, _ subject: String, because reason: String) {
        steps.append(PlannedHostStep(step: step, subject: subject, reason: reason))
    }
}
