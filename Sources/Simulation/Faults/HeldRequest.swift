/// A request that a fault holds, and how to release it.
struct HeldRequest: Sendable {
    enum Release: Sendable {
        case proceed
        /// End the connection; a request that was not carried out yet never will be.
        case drop
    }

    let id: Int
    let method: String
    let path: String
    let point: Fault.Point
    let continuation: CheckedContinuation<Release, Never>

    var view: JSONValue {
        [
            "id": .int(id), "method": .string(method), "path": .string(path), "at": .string(point.rawValue),
        ]
    }
}
