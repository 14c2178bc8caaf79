import StorageModel

/// Volumes of the stack that are offline or not well on the array, whether that is managed or not: a reader of a plan
/// because something does not work must not read "no changes" alone.
struct ArrayConditions {
    private let pairs: [(declared: DesiredAppInstance, live: ObservedAppInstance)]

    /// So many are named in one sentence.
    private static let longestList = 20

    init(_ pairs: [AppInstanceMatching.Pair]) {
        self.pairs = pairs.compactMap { pair in
            switch pair {
            case .owned(let declared, let live, _), .unowned(let declared, let live): (declared, live)
            case .absent, .removed: nil
            }
        }
    }

    var warnings: [PlanWarning] { [offline].compactMap { $0 } + unhealthy + unknownValues + appInstancePolicies }

    private var offline: PlanWarning? {
        let offline = pairs.filter { declared, live in
            live.adminState == .offline && declared.adminState?.value != .offline && !Self.comesBack(declared, live)
        }.map(\.declared.address)
        guard !offline.isEmpty else { return nil }
        return PlanWarning(
            .offline, "offline on the array: \(Self.list(offline))",
            hint:
                "set `admin_state: online` in the manifest to bring it online, or `admin_state: offline` if this "
                + "is intended")
    }

    /// Whether the plan shows that it is offline, because it brings it online, or warns of it by `LeftOffline`.
    private static func comesBack(_ declared: DesiredAppInstance, _ live: ObservedAppInstance) -> Bool {
        guard let marker = live.marker else { return false }
        if marker.flags.hasOpenWindow { return true }
        return declared.manage.allowsChanges && (declared.adminState != nil && !declared.ignored.contains(.adminState))
    }

    /// One for each thing that is wrong.
    private var unhealthy: [PlanWarning] {
        let troubled = pairs.filter { !$0.live.troubles.isEmpty }
        let alike = Dictionary(grouping: troubled) { $0.live.troubles.joined(separator: ", ") }
        return alike.sorted { $0.key < $1.key }.map { text, pairs in
            PlanWarning(
                .unhealthy, "the array reports \(text) for \(Self.list(pairs.map(\.declared.address)))",
                hint: "see the events of the array; a manifest cannot fix this")
        }
    }

    /// One for each value.
    private var unknownValues: [PlanWarning] {
        let found = pairs.flatMap { declared, live in live.unknownValues.map { (value: $0, address: declared.address) }
        }
        return Dictionary(grouping: found, by: \.value).sorted { $0.key < $1.key }.map { value, found in
            PlanWarning(
                .unknownValue, "the array has \(value) in \(Self.list(found.map(\.address)))",
                hint: "this version does not support that value and has not compared it; check it on the array")
        }
    }

    /// One for each policy.
    private var appInstancePolicies: [PlanWarning] {
        let found = pairs.filter { $0.live.marker != nil }.flatMap { declared, live in
            live.policies(undeclaredBy: declared).map { (policy: "\($0.name) (\($0))", address: declared.address) }
        }
        return Dictionary(grouping: found, by: \.policy).sorted { $0.key < $1.key }.map { policy, found in
            PlanWarning(
                .appInstancePolicies,
                "snapshot policy \(policy) of \(Self.list(found.map(\.address))) belongs to the whole app instance; "
                    + "a manifest cannot declare such a policy",
                hint:
                    "delete it on the array and declare it for the volumes; if it is intended, "
                    + "use `ignore` with `fields: [snapshot_policies]`")
        }
    }

    private static func list(_ addresses: [ResourceAddress]) -> String {
        let names = addresses.sorted().prefix(longestList).map(\.description).joined(separator: ", ")
        let rest = addresses.count - longestList
        return rest > 0 ? "\(names) and \(rest) more" : names
    }
}

extension ObservedAppInstance {
    /// Snapshot policies of the app instance as a whole: a manifest has them for volumes only, so that nothing declares
    /// them.
    func policies(undeclaredBy desired: DesiredAppInstance) -> [SnapshotPolicy] {
        let isLeftAlone = desired.manage == .createOnly || desired.ignored.contains(.snapshotPolicies)
        return isLeftAlone ? [] : addedPolicies
    }
}
