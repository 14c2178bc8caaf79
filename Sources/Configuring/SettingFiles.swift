/// How files of settings and of secrets are read: from the disk by the program, from a dictionary in a test.
package struct SettingFiles: Sendable {
    /// What a file holds.
    package struct Content: Sendable {
        package var bytes: [UInt8]
        /// Whether it is a plain file that anyone but its owner may read.
        package var isReadableByOthers: Bool
        /// Whether it is a plain file that neither owner nor group are needed to read.
        package var isReadableByEveryone: Bool

        package init(_ bytes: [UInt8], isReadableByOthers: Bool = false, isReadableByEveryone: Bool = false) {
            self.bytes = bytes
            self.isReadableByOthers = isReadableByOthers
            self.isReadableByEveryone = isReadableByEveryone
        }

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Why a file cannot be read: the end of "PATH cannot be read: …".
    package struct Unreadable: Error, Equatable {
        package var reason: String

        package init(_ reason: String) { self.reason = reason }
    }

    /// Bytes that a file of this kind may have unless said otherwise; a reader refuses those with more.
    package static let limit = 65_536

    private let content: @Sendable (_ path: String, _ limit: Int) throws(Unreadable) -> Content
    /// Why a file could not be opened that something else will read; nil when it could.
    package var obstacle: @Sendable (_ path: String) -> Unreadable?

    package init(
        read: @escaping @Sendable (_ path: String, _ limit: Int) throws(Unreadable) -> Content,
        obstacle: @escaping @Sendable (_ path: String) -> Unreadable?
    ) {
        content = read
        self.obstacle = obstacle
    }

    package func read(_ path: String, limit: Int = Self.limit) throws(Unreadable) -> Content {
        try content(path, limit)
    }
}
