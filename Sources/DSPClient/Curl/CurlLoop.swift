private import CLibCurl
private import Glibc
internal import StorageModel

/// The thread that owns a `curl_multi` and all its transfers.
///
/// A class because it is handed to a C thread as a pointer; after that only that thread ever sees it.
final class CurlLoop {
    private let settings: CurlSettings
    private let timing: Timing
    private let multi: UnsafeMutableRawPointer
    private let queue: CurlQueue
    /// By easy handle, as libcurl reports them.
    private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    /// In the order in which they came. Kept here, as libcurl 7.88 sometimes forgets to continue those that wait for
    /// one of a bounded number of connections, and takes the wait for a slow connect.
    private var waiting: [CurlRequest] = []
    private var isStopping = false
    /// When the last request was begun that got no answer. What was silent then may be dead: a firewall forgets all
    /// idle connections alike without a notice.
    private var doubt: ContinuousClock.Instant?

    /// Seconds; many firewalls forget a connection after a minute.
    private static let longestIdle = 30

    /// Must run once and before any other thread uses libcurl; a `static let` is both.
    private static let globalState = curl_global_init(Int(CURL_GLOBAL_ALL))

    /// Starts a loop on a thread of its own. When the system has no memory or thread left, the queue is closed.
    static func start(settings: CurlSettings, timing: Timing) -> CurlQueue {
        guard globalState == CURLE_OK, let multi = curl_multi_init() else { return CurlQueue(waking: nil) }
        // The default keeps only four connections per running transfer, and would drop them whenever it gets quiet.
        _ = clibcurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, settings.connections)
        let loop = CurlLoop(settings: settings, timing: timing, multi: multi)
        let queue = loop.queue
        var thread = pthread_t()
        let context = Unmanaged.passRetained(loop).toOpaque()
        let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
            if let context { Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().run() }
            return nil
        }
        let code = pthread_create(&thread, nil, body, context)
        if code == 0 {
            pthread_detach(thread)
        } else {
            Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().end()
        }
        return queue
    }

    private init(settings: CurlSettings, timing: Timing, multi: UnsafeMutableRawPointer) {
        self.settings = settings
        self.timing = timing
        self.multi = multi
        queue = CurlQueue(waking: multi)
    }

    private func run() {
        // Signals are for the program's own threads; and OpenSSL writes to sockets without MSG_NOSIGNAL.
        var signals = sigset_t()
        sigfillset(&signals)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        while true {
            queue.take().forEach(handle)
            if isStopping { break }
            while mayStart { start(waiting.removeFirst()) }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            deliverFinished()
            endStalled()
            // What has ended has made room for others, and nothing would wake the poll for them.
            if !mayStart { curl_multi_poll(multi, nil, 0, patience, nil) }
        }
        end()
    }

    private func handle(_ command: CurlCommand) {
        switch command {
        case .start(let order) where order.ticket.isCancelled: order.fail(.notSent(reason: "cancelled"))
        case .start(let order) where order.request.isUrgent && !isStopping: start(order)
        case .start(let order): waiting.append(order)
        case .cancel(let ticket): cancel(ticket)
        case .stop: isStopping = true
        }
    }

    private var mayStart: Bool { !waiting.isEmpty && transfers.count < settings.connections }

    private func start(_ order: CurlRequest) {
        guard let easy = curl_easy_init() else { return order.fail(.notSent(reason: "out of memory")) }
        let transfer = CurlTransfer(
            of: order, on: easy, settings: settings, oldestConnection: oldestConnection, timing: timing)
        if transfer.setUpResult != CURLE_OK { return transfer.finish(transfer.setUpResult) }
        transfers[easy] = transfer
        if curl_multi_add_handle(multi, easy) != CURLM_OK { end(easy, with: CURLE_FAILED_INIT) }
    }

    private func cancel(_ ticket: CancellationFlag) {
        if let index = waiting.firstIndex(where: { $0.ticket === ticket }) {
            return waiting.remove(at: index).fail(.notSent(reason: "cancelled"))
        }
        guard let easy = transfers.first(where: { $0.value.ticket === ticket })?.key else { return }
        end(easy, with: CURLE_ABORTED_BY_CALLBACK)
    }

    /// Nothing older than the last doubt. libcurl counts whole seconds, so two are taken off.
    private var oldestConnection: Int {
        guard let doubt else { return Self.longestIdle }
        return min(Self.longestIdle, max(0, (timing.now() - doubt).milliseconds / 1000 - 2))
    }

    /// Until the next transfer may have stalled, in milliseconds.
    private var patience: Int32 {
        guard let next = transfers.values.map(\.deadline).min() else { return 60_000 }
        return Int32(min(60_000, max(0, (next - timing.now()).milliseconds + 1)))
    }

    /// libcurl's own limits are one for the whole transfer, and one that is counted in seconds.
    private func endStalled() {
        let now = timing.now()
        for (easy, transfer) in transfers where transfer.deadline <= now {
            transfer.stall()
            end(easy, with: CURLE_OPERATION_TIMEDOUT)
        }
    }

    private func deliverFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            end(easy, with: clibcurl_message_result(message))
        }
    }

    private func end(_ easy: UnsafeMutableRawPointer, with result: CURLcode) {
        curl_multi_remove_handle(multi, easy)
        guard let transfer = transfers.removeValue(forKey: easy) else { return }
        if transfer.castsDoubt(result) { doubt = max(doubt ?? transfer.begun, transfer.begun) }
        transfer.finish(result)
    }

    /// Ends every transfer, refuses what has not begun and frees the multi handle.
    private func end() {
        for easy in transfers.keys { end(easy, with: CURLE_ABORTED_BY_CALLBACK) }
        queue.close().forEach(handle)
        for order in waiting { order.fail(.notSent(reason: "the transport is closed")) }
        curl_multi_cleanup(multi)
    }
}
