import Glibc

/// Writing whole texts to a descriptor.
enum ByteWriting {
    /// Everything, however often the system takes only a part.
    static func write(_ text: String, to descriptor: Int32) throws(FileProblem) {
        var text = text
        let code: Int32 = text.withUTF8 { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN {
                    // Another process that shares the pipe has set it so; its reader is behind.
                    var output = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&output, 1, 1000)
                    continue
                }
                guard count > 0 else { return count < 0 ? errno : EIO }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
            return 0
        }
        guard code == 0 else { throw .system(code) }
    }
}
