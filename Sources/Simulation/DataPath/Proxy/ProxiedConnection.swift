import Glibc
import Synchronization

/// One connection of an initiator, with its counterpart to tgtd and a thread for each direction.
final class ProxiedConnection: Sendable {
    // A class, since its threads and the proxy share it.
    private struct Link: Sendable {
        var server: Int32?
        var isCut = false
        /// The descriptors are closed by the last thread that uses them, so that none is closed under another's feet.
        var threads = 1
    }

    let id: Int
    /// The address that the initiator has connected to.
    let portal: String
    let record = SessionRecord()
    private let client: Int32
    private let proxy: PortalProxy
    private let link = Mutex(Link())

    init(id: Int, portal: String, client: Int32, proxy: PortalProxy) {
        self.id = id
        self.portal = portal
        self.client = client
        self.proxy = proxy
    }

    var isCut: Bool { link.withLock(\.isCut) }

    /// Ends both sides. The threads notice it and leave.
    func cut() {
        link.withLock { link in
            guard link.threads > 0 else { return }
            link.isCut = true
            shutdown(client, Int32(SHUT_RDWR))
            if let server = link.server { shutdown(server, Int32(SHUT_RDWR)) }
        }
    }

    /// A thread is done. The last one closes the descriptors.
    func leave() {
        cut()
        let isLast = link.withLock { link in
            link.threads -= 1
            guard link.threads == 0 else { return false }
            close(client)
            if let server = link.server { close(server) }
            return true
        }
        if isLast { proxy.forget(self) }
    }

    /// The life of the thread that reads from the initiator.
    func passRequests() {
        defer { leave() }
        let rewriting = RequestRewriting(
            record: record,
            begin: { [self] (login, pdu) throws(PDUFailure) in try begin(login, pdu) },
            target: { [self] in record.login?.target.flatMap { proxy.targets[$0] } },
            received: { [self] in proxy.received.add($0, ordering: .relaxed) })
        pass(from: client, rewriting, isRequest: true) { [self] in link.withLock(\.server) }
    }

    private func passResponses(from server: Int32) {
        defer { leave() }
        let rewriting = ResponseRewriting(
            record: record, targets: { [self] in proxy.targets }, addresses: proxy.addresses)
        pass(from: server, rewriting, isRequest: false) { [self] in client }
    }

    /// Answers the first PDU when the login is refused, else connects to tgtd.
    private func begin(_ login: LoginRequest?, _ pdu: PDU) throws(PDUFailure) {
        var refusal = proxy.refusal(of: login, at: self)
        if refusal == nil {
            if let server = proxy.connectToBackend() {
                link.withLock { link in
                    link.server = server
                    link.threads += 1
                }
                if BackgroundThread.start({ [self] in passResponses(from: server) }) { return }
                link.withLock { $0.threads -= 1 }
            }
            refusal = .unavailable
        }
        if let refusal, proxy.hold(self, pdus: 1, isRequest: false) {
            _ = refusal.answer(to: pdu).encoded().withUnsafeBytes { StreamSocket.send($0, to: client) }
        }
        throw .closed
    }

    /// Bytes that are taken from the network at once.
    private static let bufferSize = 512 << 10

    /// Passes one direction on until one of the sides ends, or sends what is no PDU.
    private func pass(
        from source: Int32, _ rewriting: some PDURewriting, isRequest: Bool, to destination: () -> Int32?
    ) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferSize, alignment: 8)
        defer { buffer.deallocate() }
        var relay = PDURelay(rewriting)
        var filled = 0
        while true {
            let free = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = StreamSocket.receive(into: free, from: source)
            guard count > 0 else { return }
            filled += count
            do throws(PDUFailure) {
                let done = try relay.process(UnsafeMutableRawBufferPointer(rebasing: buffer[..<filled])) {
                    (bytes, pdus) throws(PDUFailure) in
                    guard proxy.hold(self, pdus: pdus, isRequest: isRequest), let target = destination(),
                        StreamSocket.send(bytes, to: target)
                    else { throw .closed }
                }
                // What is left is the beginning of a PDU, at most 64 KiB.
                if done > 0, done < filled {
                    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[done..<filled]))
                }
                filled -= done
            } catch {
                return
            }
        }
    }
}
