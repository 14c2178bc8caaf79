import Simulation

extension SimulatedDSP {
    /// The whole state as text, exact to the last digit of every number.
    package func stateText() async throws -> String {
        try await text("GET", "/_sim/state")
    }

    /// Puts a state back that `stateText` has given, and forgets faults, held requests and the log.
    package func restore(_ state: String) async throws {
        try await admin("DELETE", "/_sim/faults")
        try await admin("PATCH", "/_sim/state", state)
        try await admin("DELETE", "/_sim/requests")
    }

    package func state() async throws -> JSONTree {
        try JSONTree(parsing: Array(try await stateText().utf8))
    }

    /// The state without what no two runs have in common.
    package func settledState() async throws -> JSONTree { try await state().settled }

    /// How this state, after a run that was disturbed, differs from the end of one that was not: leases that are left,
    /// descriptions with flag b or w, and everything else.
    package func remains(comparedTo end: JSONTree) async throws -> [String] {
        let state = try await state()
        return state.leftovers + state.settled.differences(from: end)
    }

    /// Waits until a request is held, or until nobody can send one any more. False in the latter case.
    package func waitUntilHeld(or isOver: @Sendable () -> Bool) async throws -> Bool {
        while try await admin("GET", "/_sim/held").elements.isEmpty {
            if isOver() { return try await !admin("GET", "/_sim/held").elements.isEmpty }
            try await Task.sleep(for: .milliseconds(1))
        }
        return true
    }

    /// Names of app instances that are leases.
    package func leases() async throws -> [String] {
        try await state().leases
    }

    private func text(_ method: String, _ path: String) async throws -> String {
        let request = SimulatedRequest(method: method, target: path, headers: [], body: [])
        guard let response = await simulator.respond(to: request) else { return "" }
        return String(decoding: response.body, as: UTF8.self)
    }
}

extension JSONTree {
    fileprivate var leases: [String] {
        self["app_instances"]?.elements.compactMap { $0["name"]?.text }
            .filter { $0.hasPrefix("datera-apply.lease.") } ?? []
    }

    /// What only a run that did not get to its end leaves.
    package var leftovers: [String] { leases.map { "\($0) is left" } + openFlags }

    /// Descriptions with flag b or w.
    fileprivate var openFlags: [String] {
        self["app_instances"]?.elements.compactMap { $0["descr"]?.text }.filter { descr in
            let parts = descr.split(separator: " ")
            guard parts.count == 7, parts[0] == "datera-apply" else { return false }
            return parts[6].prefix { $0 != "c" }.contains { "bw".contains($0) }
        } ?? []
    }

    /// The state without what no two runs have in common.
    package var settled: JSONTree { settled(in: "") }

    /// Without ids, time stamps, IQNs, portals, sessions and dice; lists in the order of their members' text, because the
    /// order in which concurrent steps end is chance.
    fileprivate func settled(in parent: String) -> JSONTree {
        switch self {
        case .null, .flag, .number, .text: return self
        case .list(let list):
            let settled = list.map { $0.settled(in: parent) }
            return .list(settled.map { ("\($0.sortKey)", $0) }.sorted { $0.0 < $1.0 }.map(\.1))
        case .object(let members):
            var kept: [String: JSONTree] = [:]
            for (name, value) in members where !Self.isChance(name, in: parent) {
                kept[name] = value.settled(in: name)
            }
            // What is offline is offline, whether it was made so, storage instance by storage instance, or taken so.
            if let storages = kept["storage_instances"]?.elements, !storages.isEmpty,
                storages.allSatisfy({ $0["admin_state"] == .text("offline") })
            {
                kept["admin_state"] = .text("offline")
            }
            // One-way CHAP does not look at what mutual CHAP has left.
            if kept["type"] == .text("chap") {
                kept["initiator_user_name"] = nil
                kept["initiator_pswd"] = nil
            }
            return .object(kept)
        }
    }

    private static func isChance(_ name: String, in parent: String) -> Bool {
        switch name {
        case "sessions", "clone_source", "random", "portals_given", "started_at", "uuid", "iqn", "ips",
            "active_storage_nodes",
            "utc_ts", "event_log", "timestamp", "available_at", "cloning_until", "operation":
            true
        // An initiator's id is its name.
        case "id": parent == "app_instances"
        default: false
        }
    }

    private var sortKey: String {
        switch self {
        case .null, .flag, .number: text
        case .text(let text): text
        case .list(let list): "[" + list.map(\.sortKey).joined(separator: ",") + "]"
        case .object(let members):
            (self["name"]?.text ?? "")
                + members.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.sortKey)" }.joined(separator: ";")
        }
    }
}

extension JSONTree {
    /// Where two trees differ: `app_instances.3.descr: "a" ≠ "b"`.
    package func differences(from other: JSONTree, at path: String = "") -> [String] {
        switch (self, other) {
        case (.object(let left), .object(let right)):
            return Set(left.keys).union(right.keys).sorted().flatMap { key in
                (left[key] ?? .null).differences(from: right[key] ?? .null, at: path.isEmpty ? key : "\(path).\(key)")
            }
        case (.list(let left), .list(let right)) where left.count == right.count:
            return zip(left, right).enumerated().flatMap { index, pair in
                pair.0.differences(from: pair.1, at: "\(path).\(index)")
            }
        case (.list, .list), (.null, _), (.flag, _), (.number, _), (.text, _), (.list, _), (.object, _):
            return self == other ? [] : ["\(path): \(sortKey.prefix(200)) ≠ \(other.sortKey.prefix(200))"]
        }
    }
}
