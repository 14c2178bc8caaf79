// FoundationEssentials to read the file and to replace it atomically.
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps an array in a file: one line holds a whole state, and each further line a request carried out since. The rules
/// are a pure function of request and moment, so that repeating the requests gives back the same array. A request costs
/// one short write, whatever the size of the array; opening the file folds all lines into one.
final class StateJournal: Sendable {
    // A class, since it owns a file descriptor.
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// The array as the file has it, or as it is when there is no file yet, and the journal that continues from there.
    static func opened(_ path: String, _ fresh: ArrayMachine) throws -> (ArrayMachine, StateJournal) {
        var machine = fresh
        if FileManager.default.fileExists(atPath: path) {
            do {
                try machine.repeatJournal(Array(try Data(contentsOf: URL(filePath: path))))
            } catch {
                throw SetupFailure(
                    description: """
                        \(path) holds no array that this simulator can read: \(Self.reason(for: error)). It is left as \
                        it is; name another file, or move it away to begin with a fresh array
                        """)
            }
        }
        let snapshot = JSONWriter.encoded(try StateCodec.json(machine.state)) + [UInt8(ascii: "\n")]
        do {
            try Data(snapshot).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw SetupFailure(description: "Cannot write to \(path)")
        }
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw SetupFailure(description: "Cannot write to \(path)") }
        return (machine, StateJournal(descriptor: descriptor))
    }

    private static func reason(for error: any Error) -> String {
        switch error {
        case let refusal as Refusal: refusal.message
        case let error as JSONSyntaxError: error.message
        default: "\(error)"
        }
    }

    /// Puts a request on record. It is in the system's hands when this returns, so that a killed process loses nothing.
    func append(_ request: SimulatedRequest, at now: ArrayTime) throws(Refusal) {
        let headers = ["tenant", "auth-token", "content-type"].compactMap { name in
            request.header(name).map { (name, JSONValue.string($0)) }
        }
        let line = JSONWriter.encoded([
            "at": .int(Int(now.nanoseconds)), "method": .string(request.method), "target": .string(request.target),
            "headers": .object(JSONObject(headers)),
            // Bodies that are not UTF-8 are refused before they can change anything, so nothing is lost here.
            "body": .string(String(decoding: request.body, as: UTF8.self)),
        ])
        let bytes = line + [UInt8(ascii: "\n")]
        guard write(descriptor, bytes, bytes.count) == bytes.count else {
            throw .invalidRequest("The state file cannot be written")
        }
    }
}

extension ArrayMachine {
    /// Becomes the array of the journal's first line, then carries out the requests of the others again.
    fileprivate mutating func repeatJournal(_ text: [UInt8]) throws {
        for (index, line) in text.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard index > 0 else {
                try restore(try JSONParser.parse(Array(line)))
                continue
            }
            // Only the last line can be torn, by a crash of the machine: its request was never answered.
            guard let entry = try? JSONParser.parse(Array(line)) else { break }
            let request = SimulatedRequest(
                method: entry["method"]?.string ?? "", target: entry["target"]?.string ?? "",
                headers: (entry["headers"]?.object ?? [:]).map { (name: $0.0, value: $0.1.string ?? "") },
                body: Array((entry["body"]?.string ?? "").utf8))
            if request.rawPath.hasPrefix("/_sim") {
                _ = try change(by: request, path: try request.pathSegments().dropFirst())
            } else {
                _ = respond(to: request, at: ArrayTime(nanoseconds: Int64(entry["at"]?.int ?? 0)))
            }
        }
    }

    /// An older build had fewer kinds of things; what its file lacks is as in a fresh array.
    private mutating func restore(_ saved: JSONValue) throws {
        let fresh = try StateCodec.json(state).object ?? [:]
        state = try StateCodec.value(saved.object.map { .object(fresh.merging($0)) } ?? saved)
    }
}
