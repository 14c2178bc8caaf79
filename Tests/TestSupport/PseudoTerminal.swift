import Glibc

/// A terminal with somebody at it, eighty columns wide.
package final class PseudoTerminal: Sendable {
    /// What a program opens as its terminal.
    package let path: String
    private let controller: Int32

    package struct NotOpened: Error {}

    /// TIOCSPTLCK and TIOCGPTN of Linux; Glibc's module hides `posix_openpt` and its like.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    /// - Parameter text: typed before anybody asks.
    package init(typing text: String = "") throws {
        controller = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var locked: CInt = 0
        var number: CInt = 0
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        guard controller >= 0, ioctl(controller, Self.setLock, &locked) == 0,
            ioctl(controller, Self.getNumber, &number) == 0, ioctl(controller, UInt(TIOCSWINSZ), &size) == 0
        else { throw NotOpened() }
        path = "/dev/pts/\(number)"
        try type(text)
    }

    /// Presses keys. Ctrl-C (`\u{3}`) is a signal to those who run on the terminal, Ctrl-D (`\u{4}`) ends the input.
    package func type(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard write(controller, bytes, bytes.count) == bytes.count else { throw NotOpened() }
    }

    deinit { close(controller) }

    /// What has been written to it since this was last asked, the echo of what was typed included.
    private var shown: String { read(waiting: 0) }

    /// What else is shown until nobody has the terminal open any more. The kernel may hand a text on only after the program
    /// that wrote it has ended.
    package var rest: String { read(waiting: -1) }

    /// - Parameter patience: milliseconds for the next text; -1 waits until no more can come.
    private func read(waiting patience: Int32) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            var ready = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, patience) > 0, case let count = Glibc.read(controller, &chunk, chunk.count), count > 0
            else { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Waits for a text to appear, and gives all that has been shown until then; nil when `isOver` before.
    package func shown(until text: String, or isOver: () -> Bool) async throws -> String? {
        var all = ""
        while !all.contains(text) {
            let wasOver = isOver()
            all += shown
            if wasOver, !all.contains(text) { return nil }
            try await Task.sleep(for: .milliseconds(5))
        }
        return all
    }
}
