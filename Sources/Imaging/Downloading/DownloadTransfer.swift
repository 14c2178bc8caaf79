internal import CLibCurl
internal import Locking
internal import StorageModel

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// One request for a file, or for the rest of one, written to disk as it comes.
///
/// Unlike the client's `CurlTransport`, which keeps answers of some KiB in memory and many of them under way, this is one
/// long answer on a thread of its own, which libcurl may block. A class because libcurl's callbacks reach it through a
/// pointer; only its thread sees it.
final class DownloadTransfer {
    struct Order: Sendable {
        var url: ImageURL
        /// The open file; its bytes before `offset` are of the version `part`.
        var file: Int32
        var offset: UInt64
        var part: DownloadVersion
        /// Of the whole file that is in the cache; it is sent again only when it has changed.
        var whole: DownloadVersion?
        /// Bytes that the file may have.
        var limit: UInt64
        var settings: DownloadSettings
        /// Writes down which version follows, before its first byte.
        var keep: @Sendable (DownloadVersion) -> Bool
        /// Bytes that are there, and all of them where that is known.
        var report: @Sendable (UInt64, UInt64?) -> Void
    }

    enum Ending: Sendable {
        case complete
        case unchanged
        /// What is there is of another version.
        case changed
        case refused(ImageRefusal)
        /// Something on this host.
        case failed(ImagingFailure)
        /// The connection ended; `isFinal` says that another one would end so, too.
        case broken(reason: String, isFinal: Bool)
    }

    /// - Throws: `cancelled`.
    static func run(_ order: Order) async throws(ImagingFailure) -> Ending {
        let isCancelled = Locked(false)
        let ending: Ending? = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let work = BlockingWork {
                    continuation.resume(returning: DownloadTransfer(order, isCancelled).perform())
                }
                if !work.start() {
                    continuation.resume(returning: .broken(reason: "no thread is left", isFinal: true))
                }
            }
        } onCancel: {
            isCancelled.withLock { $0 = true }
        }
        guard let ending, !Task.isCancelled else { throw .cancelled }
        return ending
    }

    let order: Order
    let isCancelled: Locked<Bool>
    let easy = curl_easy_init()
    var headers: UnsafeMutablePointer<curl_slist>?
    let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    /// The first option that libcurl did not take; the request must not be started then.
    var setUp = CURLE_OK
    var answer = DownloadAnswer()
    private var hasBegun = false
    /// Decided before libcurl has ended.
    private var ending: Ending?
    private var position: UInt64
    private var total: UInt64?

    private init(_ order: Order, _ isCancelled: Locked<Bool>) {
        self.order = order
        self.isCancelled = isCancelled
        position = order.offset
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        if let easy { curl_easy_cleanup(easy) }
        curl_slist_free_all(headers)
        errorText.deallocate()
    }

    /// Nil when it was cancelled.
    private func perform() -> Ending? {
        guard let easy else { return .broken(reason: "out of memory", isFinal: true) }
        setOptions(easy)
        setCallbacks(easy)
        guard setUp == CURLE_OK else {
            return .broken(reason: String(cString: curl_easy_strerror(setUp)), isFinal: true)
        }
        let result = curl_easy_perform(easy)
        if isCancelled.withLock({ $0 }) { return nil }
        if result == CURLE_OK, !hasBegun { begin() }
        if let ending { return ending }
        guard result == CURLE_OK else { return failure(result) }
        guard total == nil || total == position else {
            return .broken(reason: "\(position) of \(total ?? 0) bytes came", isFinal: false)
        }
        guard fsync(order.file) == 0 else { return .failed(Self.diskFailure(order)) }
        return .complete
    }

    /// Errors that the next connection would have, too, are told by libcurl's codes.
    private func failure(_ result: CURLcode) -> Ending {
        let detail = String(cString: errorText)
        let reason = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        switch result {
        // Only a redirect can lead to a scheme that was not asked for.
        case CURLE_UNSUPPORTED_PROTOCOL: return .refused(.redirected(order.url))
        case CURLE_URL_MALFORMAT, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY,
            CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_TOO_MANY_REDIRECTS, CURLE_LOGIN_DENIED:
            return .broken(reason: reason, isFinal: true)
        case CURLE_OPERATION_TIMEDOUT where hasBegun:
            return .broken(
                reason: "less than 1 KiB came in \(order.settings.stallSeconds) seconds", isFinal: false)
        default: return .broken(reason: reason, isFinal: false)
        }
    }

    private static func diskFailure(_ order: Order) -> ImagingFailure {
        errno == ENOSPC
            ? .failed(.noSpace) : .scratch(file: order.settings.folder, reason: String(cString: strerror(errno)))
    }
}

// MARK: What comes

extension DownloadTransfer {
    /// When the headers are complete and the first byte is there.
    private func begin() {
        hasBegun = true
        switch easy.map({ clibcurl_get_long($0, CURLINFO_RESPONSE_CODE) }) ?? 0 {
        case 200:
            position = 0
            total = answer.length
            guard ftruncate(order.file, 0) == 0 else {
                ending = .failed(Self.diskFailure(order))
                return
            }
        case 206:
            // A cache between may ignore `If-Range`.
            guard answer.rangeStart == order.offset, order.part.total == nil || answer.rangeTotal == order.part.total,
                !order.part.differs(from: DownloadVersion(etag: answer.etag, modified: answer.modified))
            else {
                ending = .changed
                return
            }
            total = answer.rangeTotal ?? answer.length.flatMap { order.offset.adding($0) }
        case 304 where order.whole != nil:
            ending = .unchanged
            return
        case 416:
            ending = .changed
            return
        case let status where [0, 408, 425, 429, 500, 502, 503, 504].contains(status):
            ending = .broken(reason: "the server answers with HTTP \(status)", isFinal: false)
            return
        case let status:
            ending = .refused(.notServed(order.url, status: status))
            return
        }
        if let total, total > order.limit {
            ending = .refused(.tooLong(.url(order.url), limit: order.limit))
            return
        }
        if let lack = missingSpace {
            ending = .failed(lack)
            return
        }
        if position == 0,
            !order.keep(DownloadVersion(etag: answer.etag, modified: answer.modified, total: total))
        {
            ending = .failed(Self.diskFailure(order))
        }
    }

    private var missingSpace: ImagingFailure? {
        var status = statvfs()
        guard let total, fstatvfs(order.file, &status) == 0 else { return nil }
        let needed = total - min(total, position)
        let free = UInt64(status.f_bavail).times(UInt64(status.f_frsize)) ?? .max
        return free < needed ? .noSpace(folder: order.settings.folder, needed: needed, free: free) : nil
    }

    /// - Returns: whether to continue.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if !hasBegun { begin() }
        guard ending == nil else { return false }
        guard let end = position.adding(UInt64(bytes.count)), end <= order.limit else {
            ending = .refused(.tooLong(.url(order.url), limit: order.limit))
            return false
        }
        var written = 0
        while written < bytes.count {
            let count = pwrite(
                order.file, bytes.baseAddress.map { $0 + written }, bytes.count - written,
                off_t(position) + off_t(written))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                ending = .failed(Self.diskFailure(order))
                return false
            }
            written += count
        }
        position = end
        order.report(position, total)
        return true
    }
}
