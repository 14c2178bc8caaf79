import Checking
import Glibc
import Locking
import StorageModel

/// Looks a host name up as other programs of this machine do (`getaddrinfo`), with a time limit that the C library lacks.
enum NameLookup {
    /// - Parameter limit: after it the answer is not waited for; the lookup itself ends by its own limits.
    static func find(
        _ host: String, within limit: Duration, timing: Timing
    ) async -> ArrayEvidence.Lookup {
        if isAddress(host) { return .address }
        return await withCheckedContinuation { continuation in
            let waiting = Locked<CheckedContinuation<ArrayEvidence.Lookup, Never>?>(continuation)
            let answer: @Sendable (ArrayEvidence.Lookup) -> Void = { lookup in
                waiting.withLock { waiting -> CheckedContinuation<ArrayEvidence.Lookup, Never>? in
                    defer { waiting = nil }
                    return waiting
                }?.resume(returning: lookup)
            }
            startThread { answer(addresses(of: host)) }
            Task.detached {
                try? await timing.sleep(limit)
                answer(.timedOut(after: limit))
            }
        }
    }

    private static func isAddress(_ host: String) -> Bool {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        var list: UnsafeMutablePointer<addrinfo>?
        defer { if let list { freeaddrinfo(list) } }
        return getaddrinfo(host, nil, &hints, &list) == 0
    }

    private static func addresses(of host: String) -> ArrayEvidence.Lookup {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else { return .failed(reason: String(cString: gai_strerror(code))) }
        defer { if let list { freeaddrinfo(list) } }
        var found: [String] = []
        var entry = list
        while let current = entry {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let length = socklen_t(text.count)
            if getnameinfo(
                current.pointee.ai_addr, current.pointee.ai_addrlen, &text, length, nil, 0, NI_NUMERICHOST) == 0
            {
                let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                if !found.contains(address) { found.append(address) }
            }
            entry = current.pointee.ai_next
        }
        return .found(found)
    }

    /// `getaddrinfo` blocks, which no thread of Swift's own may do.
    private static func startThread(_ body: @escaping @Sendable () -> Void) {
        final class Box: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Box(body)).toOpaque()
        let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
            if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
            return nil
        }
        if pthread_create(&thread, nil, run, context) == 0 { pthread_detach(thread) } else { body() }
    }
}
