package import Glibc

/// A terminal with somebody at it who has typed already.
package final class PseudoTerminal: Sendable {
    /// What a program opens as its terminal.
    package let path: String
    private let controller: Int32

    package struct NotOpened: Error {}

    /// TIOCSPTLCK and TIOCGPTN of Linux; Glibc's module hides `posix_openpt` and its like.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    package init(typing text: String) throws {
        controller = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var locked: CInt = 0
        var number: CInt = 0
        guard controller >= 0, ioctl(controller, Self.setLock, &locked) == 0,
            ioctl(controller, Self.getNumber, &number) == 0
        else { throw NotOpened() }
        path = "/dev/pts/\(number)"
        let bytes = Array(text.utf8)
        guard write(controller, bytes, bytes.count) == bytes.count else { throw NotOpened() }
    }

    deinit { close(controller) }

    /// What has been written to it, the echo of what was typed included. To be read when the program is done.
    package var shown: String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            var ready = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 0) > 0, case let count = read(controller, &chunk, chunk.count), count > 0 else {
                break
            }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
