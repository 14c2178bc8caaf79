/// A disturbance of the data path, at one portal or at both.
struct DataFault: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable {
        /// New connections are closed at once.
        case refuse
        /// Connections stand, but no PDU is passed on.
        case stall
        /// The connections of this moment are cut; those that come later are not.
        case drop
        /// Every PDU waits.
        case slow
        /// Logins are answered with status 0x0202, which a DSP may say where tgtd says 0x0203.
        case wrongACLStatus = "wrong-acl-status"
    }

    let id: Int
    let kind: Kind
    /// nil is both.
    let portal: String?
    let milliseconds: Int
    /// Whether `wrong-acl-status` is only for initiators that the ACL does not admit.
    let onlyStrangers: Bool

    func concerns(_ address: String) -> Bool { portal == nil || portal == address }

    var view: JSONValue {
        var members: JSONObject = ["id": .int(id), "kind": .string(kind.rawValue)]
        members["portal"] = portal.map { .string($0) }
        if kind == .slow { members["ms"] = .int(milliseconds) }
        if kind == .wrongACLStatus { members["initiators"] = .string(onlyStrangers ? "strangers" : "all") }
        return .object(members)
    }
}

/// The faults of the data path that are in force.
struct DataFaultPlan: Sendable {
    private var faults: [DataFault] = []
    private var lastID = 0

    var view: JSONValue { .array(faults.map(\.view)) }

    /// Adds the fault that `{kind, portal?, ms?, initiators?}` describes.
    mutating func add(_ body: JSONValue, portals: [String]) throws(Refusal) -> DataFault {
        guard let kind = body["kind"]?.string.flatMap(DataFault.Kind.init) else {
            let kinds = DataFault.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .validationFailed("kind must be one of \(kinds)")
        }
        let portal = body["portal"]?.string
        guard portal.map(portals.contains) ?? (body["portal"] == nil) else {
            throw .validationFailed("portal must be \(portals.joined(separator: " or "))")
        }
        let milliseconds = body["ms"]?.int ?? 10
        guard 0...60_000 ~= milliseconds else { throw .validationFailed("ms must be 0 to 60000") }
        let initiators = body["initiators"]?.string ?? "all"
        guard ["all", "strangers"].contains(initiators) else {
            throw .validationFailed("initiators must be all or strangers")
        }
        lastID += 1
        let fault = DataFault(
            id: lastID, kind: kind, portal: portal, milliseconds: milliseconds,
            onlyStrangers: initiators == "strangers")
        if kind != .drop { faults.append(fault) }
        return fault
    }

    mutating func removeAll() { faults = [] }

    mutating func remove(id: Int) { faults.removeAll { $0.id == id } }

    func has(_ kind: DataFault.Kind, at portal: String) -> Bool {
        faults.contains { $0.kind == kind && $0.concerns(portal) }
    }

    /// How long each PDU waits at a portal.
    func delay(at portal: String) -> Int {
        faults.reduce(0) { $0 + ($1.kind == .slow && $1.concerns(portal) ? $1.milliseconds : 0) }
    }

    /// Whether a login is answered with 0x0202.
    func forbidsLogin(at portal: String, isStranger: Bool) -> Bool {
        faults.contains { $0.kind == .wrongACLStatus && $0.concerns(portal) && (isStranger || !$0.onlyStrangers) }
    }
}
