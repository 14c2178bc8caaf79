import TestSupport

/// Disturbs one apply of a story in every way in turn. It must succeed as if nothing had been.
struct FaultMatrix: Sendable {
    enum Fault: Sendable, CustomStringConvertible {
        /// The connection ends at this request, before it is carried out or after.
        case lostAnswer(Int, after: Bool)
        /// The same at one POST among the POSTs.
        case lostPOST(Int, after: Bool)
        /// All sessions end just before this request is looked at.
        case expiry(Int)
        /// So many percent of all requests get a 503.
        case busy(percent: Int)
        /// The REST server starts: the first requests get a 500.
        case initialising(count: Int)
        /// Every connection ends without an answer. (Where nobody even listens: `RestartTests`.)
        case cut(milliseconds: Int, from: Int)

        var description: String {
            switch self {
            case .lostAnswer(let request, let after):
                "answer \(request + 1) lost \(after ? "after" : "before") the commit"
            case .lostPOST(let number, let after):
                "answer to POST \(number + 1) lost \(after ? "after" : "before") the commit"
            case .expiry(let request): "sessions expired at request \(request + 1)"
            case .busy(let percent): "503 on \(percent) %"
            case .initialising(let count): "\(count) times initialising"
            case .cut(let milliseconds, let from): "cut for \(milliseconds) ms from request \(from + 1)"
            }
        }

        static func all(requests: Int, posts: Int) -> [Fault] {
            (0..<requests).flatMap { request -> [Fault] in
                [.lostAnswer(request, after: false), .lostAnswer(request, after: true), .expiry(request)]
            } + (0..<posts).flatMap { [.lostPOST($0, after: false), .lostPOST($0, after: true)] } + [
                .busy(percent: 30), .initialising(count: 10), .cut(milliseconds: 100, from: 0),
                .cut(milliseconds: 100, from: requests / 2),
            ]
        }
    }

    struct Report: Sendable {
        var faults = 0
        var tried = 0
        var problems: [String] = []
    }

    let story: Story

    /// - Parameter choose: which of all faults are tried; learns the kind of each POST, in their order.
    func run(_ choose: @Sendable @escaping ([Fault], _ posts: [String]) -> [Fault]) async throws -> Report {
        try await story.withArray { array in
            try await story.prepare(array)
            let start = try await array.stateText()
            try await array.forgetRequests()
            return try await story.withCommand(on: array) { command in
                var report = Report()
                let whole = try await ToolRun(command.arguments, environment: command.environment)
                guard whole.status == 0 else {
                    report.problems.append("\(story.name): undisturbed: \(whole.status)\n\(whole.output)\(whole.error)")
                    return report
                }
                let log = try await array.admin("GET", "/_sim/requests").elements
                let end = try await array.settledState()
                let posts = log.filter { $0["method"]?.text == "POST" }.map { Self.kind(of: $0["path"]?.text ?? "") }
                let faults = Fault.all(requests: log.count, posts: posts.count)
                report.faults = faults.count
                for fault in choose(faults, posts) {
                    try await array.restore(start)
                    report.tried += 1
                    report.problems += try await problems(with: fault, on: array, command, end)
                }
                return report
            }
        }
    }

    /// `/v2.3/app_instances/3/storage_instances/storage-1/volumes` without version, ids and names.
    private static func kind(of path: String) -> String {
        path.split(separator: "/").dropFirst().enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
            .joined(separator: "/")
    }

    private func problems(
        with fault: Fault, on array: SimulatedDSP, _ command: Story.Command, _ end: JSONTree
    ) async throws -> [String] {
        let place = "\(story.name), \(fault)"
        try await array.admin("POST", "/_sim/faults", fault.body)
        let process = try ToolProcess(command.arguments, environment: command.environment)
        if case .expiry = fault {
            guard try await array.waitUntilHeld(or: { process.hasEnded }) else {
                return ["\(place): not reached, status \(await process.end())"]
            }
            try await array.admin("POST", "/_sim/expire-sessions")
            try await array.admin("DELETE", "/_sim/held")
        }
        let status = await process.end()
        guard status == 0 else { return ["\(place): \(status)\n\(process.output)\(process.error)"] }
        let problems = try await array.remains(comparedTo: end) + story.wrongBytes(on: array)
        return problems.map { "\(place): \($0)" }
    }
}

extension FaultMatrix.Fault {
    fileprivate var body: String {
        switch self {
        case .lostAnswer(let request, let after):
            #"{"kind":"drop-\#(after ? "after" : "before")","count":1,"after":\#(request)}"#
        case .lostPOST(let number, let after):
            #"{"kind":"drop-\#(after ? "after" : "before")","count":1,"after":\#(number),"match":"POST"}"#
        case .expiry(let request): #"{"kind":"hold","count":1,"after":\#(request)}"#
        case .busy(let percent): #"{"kind":"503","rate":0.\#(percent)}"#
        case .initialising(let count): #"{"kind":"initialising","count":\#(count)}"#
        case .cut(let milliseconds, let from):
            #"{"kind":"refuse","ms":\#(milliseconds),"after":\#(from)}"#
        }
    }
}
