import Glibc
import Synchronization

/// Stands between initiators and tgtd at both portals: it decides who may log in, numbers units as a DSP does, knows the
/// sessions, and makes the faults.
final class PortalProxy: Sendable {
    // A class, since its threads and the simulator share it.
    private struct State: Sendable {
        var targets: [String: ServedTarget] = [:]
        var faults = DataFaultPlan()
        var connections: [Int: ProxiedConnection] = [:]
        var lastID = 0
        /// Whether nothing may be written, since a file is being copied.
        var isPaused = false
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Bytes of data that initiators have sent to be written.
    let received = Atomic<Int>(0)
    private let pair: PortalPair
    private let backend: (address: String, port: UInt16)

    /// Listens from now on, but admits nobody yet.
    init(_ pair: PortalPair, backend: (address: String, port: UInt16)) throws(DataPathFailure) {
        self.pair = pair
        self.backend = backend
        for socket in pair.sockets {
            guard BackgroundThread.start({ [self] in listen(at: socket) }) else {
                throw .daemon(reason: "no thread can be started")
            }
        }
    }

    var addresses: [String] { pair.addresses }

    private func listen(at socket: ListeningSocket) {
        while let descriptor = socket.accept() {
            let connection = state.withLock { state -> ProxiedConnection? in
                guard !state.isClosed, !state.faults.has(.refuse, at: socket.address) else { return nil }
                state.lastID += 1
                let connection = ProxiedConnection(
                    id: state.lastID, portal: socket.address, client: descriptor, proxy: self)
                state.connections[connection.id] = connection
                return connection
            }
            guard let connection else {
                close(descriptor)
                continue
            }
            if !BackgroundThread.start({ connection.passRequests() }) { connection.leave() }
        }
        socket.close()
    }

    func forget(_ connection: ProxiedConnection) {
        state.withLock { _ = $0.connections.removeValue(forKey: connection.id) }
    }

    /// Whom the proxy admits from now on. Sessions that would not be admitted any more are cut.
    func admit(_ targets: [String: ServedTarget]) {
        let strangers = state.withLock { state in
            state.targets = targets
            return state.connections.values.filter { connection in
                guard let login = connection.record.login, let iqn = login.target else { return false }
                return targets[iqn]?.admission.admits(login.initiator) != true
            }
        }
        for connection in strangers { connection.cut() }
    }

    var targets: [String: ServedTarget] { state.withLock(\.targets) }

    /// Decides about a login, and puts it on record in the same moment, so that `admit` misses none.
    func refusal(of login: LoginRequest?, at connection: ProxiedConnection) -> LoginRefusal? {
        state.withLock { state in
            guard let login else { return .initiatorError }
            let isAdmitted = login.target.map { state.targets[$0]?.admission.admits(login.initiator) ?? false } ?? true
            if state.faults.forbidsLogin(at: connection.portal, isStranger: !isAdmitted) { return .forbidden }
            guard isAdmitted else { return .notFound }
            connection.record.begin(login)
            return nil
        }
    }

    /// A connection to tgtd; nil when it has ended.
    func connectToBackend() -> Int32? { StreamSocket.connected(to: backend.address, port: backend.port) }

    /// Blocks as long as faults hold PDUs back.
    ///
    /// - Returns: false when the connection was cut meanwhile.
    func hold(_ connection: ProxiedConnection, pdus: Int, isRequest: Bool) -> Bool {
        let delay = state.withLock { $0.faults.delay(at: connection.portal) }
        for _ in 0..<(delay * pdus) where !connection.isCut { usleep(1_000) }
        while true {
            if connection.isCut { return false }
            let isHeld = state.withLock { state in
                state.faults.has(.stall, at: connection.portal) || state.isPaused && isRequest
            }
            if !isHeld { return true }
            usleep(2_000)
        }
    }

    /// Runs the body while no initiator's PDU reaches tgtd. What tgtd had begun ends within moments.
    func whilePaused<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
        let isIdle = state.withLock { state in
            state.isPaused = true
            return state.connections.isEmpty
        }
        defer { state.withLock { $0.isPaused = false } }
        if !isIdle { usleep(20_000) }
        try body()
    }

    /// The initiators that are logged in, by IQN of the target: sorted, and each once, however many paths it has.
    var sessions: [String: [String]] {
        let logins = connections.filter { $0.record.isLoggedIn && !$0.isCut }.compactMap(\.record.login)
        return logins.reduce(into: [String: Set<String>]()) { sessions, login in
            if let target = login.target { sessions[target, default: []].insert(login.initiator) }
        }.mapValues { $0.sorted() }
    }

    var connections: [ProxiedConnection] {
        state.withLock { Array($0.connections.values) }.sorted { $0.id < $1.id }
    }

    var faults: JSONValue { state.withLock { $0.faults.view } }

    func disturb(_ body: JSONValue) throws(Refusal) -> Int {
        let added = state.withLock { state -> Result<DataFault, Refusal> in
            do throws(Refusal) {
                return .success(try state.faults.add(body, portals: addresses))
            } catch {
                return .failure(error)
            }
        }
        let fault = try added.get()
        if fault.kind == .drop {
            for connection in connections where fault.concerns(connection.portal) { connection.cut() }
        }
        return fault.id
    }

    /// Ends one fault, or all.
    func endFault(_ id: Int?) {
        state.withLock { state in
            if let id { state.faults.remove(id: id) } else { state.faults.removeAll() }
        }
    }

    /// Cuts all connections and listens no more.
    func end() {
        state.withLock { $0.isClosed = true }
        for socket in pair.sockets { socket.shutDown() }
        for connection in connections { connection.cut() }
    }
}
