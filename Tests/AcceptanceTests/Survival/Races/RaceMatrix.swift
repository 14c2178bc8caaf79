import Locking
import StorageModel
import TestSupport

/// Two stacks at one array: the first run is held at each of its writes, while the second runs to its end.
///
/// Whatever they do, each writes only to what is its own at that moment, nothing is left offline, no lease and no flag
/// stays, and where they cannot both have what they want, one of them says so: where both are content, the array is as if
/// one had run after the other.
struct RaceMatrix: Sendable {
    struct Case: Sendable, CustomStringConvertible {
        var first: Int
        var second: Int
        var point: RaceTransport.Point
        /// Of the two verbs.
        var pair: String { "\(first)/\(second)" }
        var description: String { "\(pair) at \(point)" }
    }

    struct Report: Sendable {
        /// All there are.
        var all = 0
        var tried = 0
        /// Of verbs that met.
        var pairs = 0
        /// In how many of them one yielded.
        var yielded = 0
        var problems: [String] = []
    }

    private static let stacks = ["alpha", "beta"]

    private let array: SimulatedDSP
    private let start: String
    /// Those of the first stack and those of the second.
    private let runs: [[RaceRun]]

    /// On an array that has both stacks, something of each in the trash, and a volume that is nobody's.
    static func prepared(_ array: SimulatedDSP) async throws -> RaceMatrix {
        for stack in stacks {
            for more in ["gone", nil] as [String?] {
                let manifest =
                    more.map { RaceVerb.manifest(of: stack, [$0: "size: 1GiB"]) }
                    ?? RaceVerb.manifest(
                        of: stack, [:], "removed: [{from: volume/\(stack)-gone, action: trash}]\n")
                let verb = RaceVerb(description: "prepare")
                let end = try await RaceRun(verb, of: stack, against: "", pid: 9, manifest)(on: array)
                guard end == .done else { throw Unprepared(end: end) }
            }
        }
        try await array.call(
            "POST", "/app_instances",
            #"{"name":"stray","descr":"by hand","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","size":1}]}]}"#
        )
        let runs = try [(0, 1), (1, 0)].map { own, other in
            try RaceVerb.all(of: stacks[own], against: stacks[other]).map {
                try RaceRun($0, of: stacks[own], against: stacks[other], pid: own + 1)
            }
        }
        return RaceMatrix(array: array, start: try await array.stateText(), runs: runs)
    }

    struct Unprepared: Error {
        var end: RaceRun.End
    }

    /// Every verb of one stack against every verb of the other, at every write of the first.
    func cases() async throws -> [Case] {
        var cases: [Case] = []
        for first in runs[0].indices {
            try await array.restore(start)
            let alone = RaceTransport(runs[0][first])
            let end = try await runs[0][first](on: array, through: alone)
            guard end == .done, alone.problems.isEmpty else { throw Unprepared(end: end) }
            for second in runs[1].indices {
                for write in alone.writes.indices {
                    cases += [false, true].map {
                        Case(first: first, second: second, point: RaceTransport.Point(write: write, isAnswered: $0))
                    }
                }
            }
        }
        return cases
    }

    func run(_ cases: [Case]) async throws -> Report {
        var report = Report()
        let pairs = Dictionary(grouping: cases) { [$0.first, $0.second] }
        for pair in pairs.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let orders = try await serial(runs[0][pair.key[0]], runs[1][pair.key[1]])
            report.pairs += 1
            for race in pair.value { try await run(race, orders, &report) }
        }
        return report
    }

    /// What the array may be like when both are content.
    private struct Orders {
        /// One ran after the other.
        var both: [JSONTree] = []
        /// One ran alone: the other one read the array in the middle of that, and what it saw asked for nothing.
        var onlyFirst: JSONTree
        var onlySecond: JSONTree

        func allow(_ state: JSONTree, _ first: RaceRun.End, _ second: RaceRun.End) -> Bool {
            both.contains(state) || second == .nothingToDo && state == onlyFirst
                || first == .nothingToDo && state == onlySecond
        }
    }

    private func alone(_ only: RaceRun) async throws -> JSONTree {
        try await array.restore(start)
        _ = try await only(on: array)
        return try await array.settledState()
    }

    private func serial(_ first: RaceRun, _ second: RaceRun) async throws -> Orders {
        var orders = Orders(onlyFirst: try await alone(first), onlySecond: try await alone(second))
        for order in [[first, second], [second, first]] {
            try await array.restore(start)
            var areContent = true
            for run in order { areContent = try await run(on: array).isGood && areContent }
            if areContent { orders.both.append(try await array.settledState()) }
        }
        return orders
    }

    private func run(_ race: Case, _ orders: Orders, _ report: inout Report) async throws {
        let (first, second) = (runs[0][race.first], runs[1][race.second])
        let place = "\(first.verb) at \(race.point), then \(second.verb)"
        try await array.restore(start)
        let other = RaceTransport(second)
        let otherEnd = Locked<RaceRun.End?>(nil)
        let held = RaceTransport(first, at: race.point) {
            let end = try? await second(on: array, through: other)
            otherEnd.withLock { $0 = end }
        }
        let end = try await first(on: array, through: held)
        report.tried += 1
        guard let secondEnd = otherEnd.withLock({ $0 }) else {
            report.problems.append("\(place): not held there, \(end)")
            return
        }
        if !end.isGood || !secondEnd.isGood { report.yielded += 1 }
        var problems = held.problems + other.problems
        let state = try await array.state()
        problems += state.leftovers + state.offline.map { "\($0) is offline" }
        if end.isGood, secondEnd.isGood, !orders.allow(state.settled, end, secondEnd) {
            problems.append("both are content, but it is not as if one had run after the other")
        }
        report.problems += problems.map { "\(place): \($0)\n  first: \(end)\n  second: \(secondEnd)" }
    }
}

extension JSONTree {
    /// Names of app instances that nobody can reach and that are not in the trash.
    fileprivate var offline: [String] {
        self["app_instances"]?.elements.filter { app in
            let isTrashed = Marker(text: app["descr"]?.text ?? "")?.flags.isTrashed == true
            return !isTrashed && app["admin_state"]?.text == "offline"
        }.compactMap { $0["name"]?.text } ?? []
    }
}
