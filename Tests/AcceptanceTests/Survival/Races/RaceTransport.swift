import DSPClient
import Locking
import StorageModel
import TestSupport

/// Stops one run at one of its writes, and looks at whose everything is at the moment in which it is written.
final class RaceTransport: HTTPTransport {
    /// At which write, and whether the array has carried it out by then.
    struct Point: Sendable, Hashable, CustomStringConvertible {
        var write: Int
        var isAnswered: Bool
        var description: String { "write \(write + 1) \(isAnswered ? "answered" : "received")" }
    }

    private struct State: Sendable {
        var base: (any HTTPTransport)?
        var writes: [String] = []
        var problems: [String] = []
    }

    private let run: RaceRun
    private let point: Point?
    private let meanwhile: @Sendable () async -> Void
    private let state = Locked(State())

    /// - Parameter meanwhile: what happens at that point.
    init(_ run: RaceRun, at point: Point? = nil, _ meanwhile: @escaping @Sendable () async -> Void = {}) {
        self.run = run
        self.point = point
        self.meanwhile = meanwhile
    }

    /// The requests that change something, in order.
    var writes: [String] { state.withLock { $0.writes } }
    /// What was written to something that is another's.
    var problems: [String] { state.withLock { $0.problems } }

    func wrap(_ base: any HTTPTransport) { state.withLock { $0.base = base } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        guard let base = state.withLock({ $0.base }) else { throw .notSent(reason: "nothing to talk to") }
        let isSession = request.path.hasSuffix("/login") || request.path.hasSuffix("/logout")
        guard request.method != .get, !isSession else { return try await base.send(request) }
        let number = state.withLock { state in
            state.writes.append(request.description)
            return state.writes.count - 1
        }
        if point == Point(write: number, isAnswered: false) { await meanwhile() }
        try await look(at: request, base)
        let response = try await base.send(request)
        if point == Point(write: number, isAnswered: true) { await meanwhile() }
        return response
    }

    /// `/v2.3/app_instances/ID/…`: whose is it, now that it is about to be written?
    private func look(at request: HTTPRequest, _ base: any HTTPTransport) async throws(TransportFailure) {
        let parts = request.path.split(separator: "/")
        guard parts.count >= 3, parts[1] == "app_instances" else { return }
        var question = request
        question.method = .get
        question.path = "/" + parts.prefix(3).joined(separator: "/")
        question.body = nil
        let answer = try await base.send(question)
        guard answer.status == 200, let data = try? JSONTree(parsing: answer.body)["data"] else { return }
        let descr = data["descr"]?.text ?? ""
        guard !mayWrite(to: descr == "null" ? nil : descr) else { return }
        let name = data["name"]?.text ?? ""
        state.withLock { $0.problems.append("\(run.stack): \(run.verb) writes to \(name): \(descr); \(request)") }
    }

    private func mayWrite(to descr: String?) -> Bool {
        switch Ownership(descr: descr) {
        case .none: run.verb.adopts
        case .marked(let marker): marker.stack == run.stack || run.verb.takes
        case .lease: descr.flatMap(LeaseRecord.init(text:))?.holder.pid == run.pid
        case .unreadable: false
        }
    }
}
