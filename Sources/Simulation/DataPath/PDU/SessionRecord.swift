import Synchronization

/// What the two directions of a connection know of its session.
final class SessionRecord: Sendable {
    // A class, since each direction has a thread.
    private struct Content: Sendable {
        var login: LoginRequest?
        var isLoggedIn = false
        var lists: [UInt32: UnitList] = [:]
    }

    private let content = Mutex(Content())

    /// What the first PDU asked for; nil before it has come.
    var login: LoginRequest? { content.withLock(\.login) }

    func begin(_ login: LoginRequest) { content.withLock { $0.login = login } }

    /// Whether the target has let the initiator in.
    var isLoggedIn: Bool { content.withLock(\.isLoggedIn) }

    func logIn() { content.withLock { $0.isLoggedIn = true } }

    /// More lists than this under way at once are no lists any more.
    private static let mostLists = 256

    func remember(_ list: UnitList, for task: UInt32) {
        content.withLock { if $0.lists.count < Self.mostLists { $0.lists[task] = list } }
    }

    func list(for task: UInt32) -> UnitList? { content.withLock { $0.lists.isEmpty ? nil : $0.lists[task] } }

    func forgetList(for task: UInt32) { content.withLock { _ = $0.lists.removeValue(forKey: task) } }
}
