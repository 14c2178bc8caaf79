internal import CLibCurl
internal import StorageModel

/// One request under way: its easy handle, what has come back so far, and who waits for it.
///
/// A class because libcurl's callbacks reach it through a pointer. It lives on the loop's thread only, and must stay
/// alive until its handle has left the multi handle.
final class CurlTransfer {
    let ticket: CancellationFlag
    let begun: ContinuousClock.Instant
    /// The first option that libcurl did not take; such a transfer must not be started.
    private(set) var setUpResult = CURLE_OK

    let easy: UnsafeMutableRawPointer
    private let timing: Timing
    private let continuation: CheckedContinuation<CurlOutcome, Never>
    let request: HTTPRequest
    /// Whether this client shows a certificate to servers that want one.
    let presentsCertificate: Bool
    /// When the last byte of the answer came, or the request went out.
    private var lastSign: ContinuousClock.Instant
    private(set) var isStalled = false
    private(set) var isTooLate = false
    /// The last fatal TLS alert of the server.
    private(set) var alert: UInt8?
    /// Whether the server speaks TLS, and this side has ended the handshake with an alert of its own.
    private(set) var hasHeardTLS = false
    private(set) var hasRaisedAlert = false
    private(set) var response = HTTPResponse(status: 0)
    /// How often the request was about to go out.
    private(set) var attempts = 0
    private var headerList: UnsafeMutablePointer<curl_slist>?
    /// libcurl writes what went wrong in more words than its error codes have.
    let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// - Parameter oldestConnection: seconds; a connection that has been idle for longer is not used again.
    init(
        of order: CurlRequest, on easy: UnsafeMutableRawPointer, settings: CurlSettings, oldestConnection: Int,
        timing: Timing
    ) {
        self.timing = timing
        begun = timing.now()
        lastSign = begun
        ticket = order.ticket
        continuation = order.continuation
        request = order.request
        presentsCertificate = settings.tls.clientCertificateFile != nil
        self.easy = easy
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setPointer(CURLOPT_ERRORBUFFER, errorText)
        setRequest(order.request)
        setConnection(to: order.request, settings: settings, oldestConnection: oldestConnection)
        setCallbacks()
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// Answers the caller. Exactly once, and after the handle has left the multi handle.
    func finish(_ result: CURLcode) {
        guard result == CURLE_OK else { return continuation.resume(returning: .failure(failure(for: result))) }
        response.status = clibcurl_get_long(easy, CURLINFO_RESPONSE_CODE)
        continuation.resume(returning: .success(response))
    }

    /// By this moment something must have come.
    var deadline: ContinuousClock.Instant { lastSign + request.timeout }

    /// Ends it because nothing has come for too long.
    func stall() { isStalled = true }

    /// Whether other connections from before may be dead as well.
    func castsDoubt(_ result: CURLcode) -> Bool {
        switch result {
        case CURLE_OPERATION_TIMEDOUT, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR: true
        default: false
        }
    }
}

// MARK: Setting up

extension CurlTransfer {
    private func setRequest(_ request: HTTPRequest) {
        setText(CURLOPT_URL, request.url)
        setText(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        let needsBody = request.method == .post || request.method == .put
        if let body = request.body ?? (needsBody ? [] : nil) {
            setLong(CURLOPT_POSTFIELDSIZE, body.count)
            // One more byte, which is not sent: an empty array has no address, and libcurl would take none for no body.
            keep(clibcurl_set_body(easy, body + [0]))
        }
        for (name, value) in request.headers { headerList = curl_slist_append(headerList, "\(name): \(value)") }
        // libcurl would call any body a form, and ask leave (100-continue) before a large one, which costs a round
        // trip.
        if request.headers["Content-Type"] == nil { headerList = curl_slist_append(headerList, "Content-Type:") }
        headerList = curl_slist_append(headerList, "Expect:")
        keep(clibcurl_set_list(easy, CURLOPT_HTTPHEADER, headerList))
    }

    private func setConnection(to request: HTTPRequest, settings: CurlSettings, oldestConnection: Int) {
        let endpoint = request.endpoint
        setLong(CURLOPT_MAXAGE_CONN, oldestConnection)
        if request.needsFreshConnection { setLong(CURLOPT_FRESH_CONNECT, 1) }
        if request.isProbe { setLong(CURLOPT_CONNECT_ONLY, endpoint.scheme == .https ? 1 : 0) }
        setLong(CURLOPT_NOSIGNAL, 1)
        setLong(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        setLong(CURLOPT_CONNECTTIMEOUT_MS, max(1, settings.connectTimeout.milliseconds))
        // An empty proxy overrules http_proxy and its like, which are not intended for this machine itself.
        if endpoint.isLoopback { setText(CURLOPT_PROXY, "") }
        let tls = settings.tls
        let verifies = tls.verifiesServer && !request.isProbe
        setLong(CURLOPT_SSL_VERIFYPEER, verifies ? 1 : 0)
        setLong(CURLOPT_SSL_VERIFYHOST, verifies ? 2 : 0)
        if let file = tls.authorityFile { setText(CURLOPT_CAINFO, file) }
        if let file = tls.clientCertificateFile { setText(CURLOPT_SSLCERT, file) }
        if let file = tls.clientKeyFile { setText(CURLOPT_SSLKEY, file) }
    }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        setPointer(CURLOPT_WRITEDATA, context)
        setPointer(CURLOPT_HEADERDATA, context)
        setPointer(CURLOPT_PREREQDATA, context)
        keep(
            clibcurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION) { data, size, count, context in
                CurlTransfer.at(context)?.receiveBody(UnsafeRawBufferPointer(start: data, count: size * count))
                return size * count
            })
        keep(
            clibcurl_set_data_callback(easy, CURLOPT_HEADERFUNCTION) { data, size, count, context in
                CurlTransfer.at(context)?.receiveHeader(UnsafeRawBufferPointer(start: data, count: size * count))
                return size * count
            })
        if request.endpoint.scheme == .https {
            setLong(CURLOPT_VERBOSE, 1)
            setPointer(CURLOPT_DEBUGDATA, context)
            keep(
                clibcurl_set_debug_callback(easy) { _, kind, data, size, context in
                    let bytes = UnsafeRawBufferPointer(start: data, count: size)
                    if kind == CURLINFO_SSL_DATA_IN { CurlTransfer.at(context)?.receiveTLS(bytes) }
                    if kind == CURLINFO_SSL_DATA_OUT { CurlTransfer.at(context)?.noteOwnTLS(bytes) }
                    return 0
                })
        }
        keep(
            clibcurl_set_prerequest_callback(easy) { context, _, _, _, _ in
                CurlTransfer.at(context)?.mayProceed() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
            })
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func setLong(_ option: CURLoption, _ value: Int) { keep(clibcurl_set_long(easy, option, value)) }
    private func setText(_ option: CURLoption, _ value: String) { keep(clibcurl_set_text(easy, option, value)) }
    private func setPointer(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
        keep(clibcurl_set_pointer(easy, option, value))
    }

    private func keep(_ result: CURLcode) {
        if setUpResult == CURLE_OK { setUpResult = result }
    }
}

// MARK: Callbacks

extension CurlTransfer {
    /// Called each time the request is about to go out.
    ///
    /// A second time means that a kept-alive connection died before the first answer byte, on which libcurl sends any
    /// request again, a POST as well. The array may have done the first one, so only a repeatable request may continue.
    private func mayProceed() -> Bool {
        attempts += 1
        lastSign = timing.now()
        let isLate = request.isTooLate(at: lastSign)
        isTooLate = isLate && attempts == 1
        return !isLate && (attempts == 1 || request.isRepeatable)
    }

    private func receiveBody(_ bytes: UnsafeRawBufferPointer) {
        lastSign = timing.now()
        response.body.append(contentsOf: bytes)
    }

    /// Headers of records, messages of handshakes and alerts come here one by one. Only an alert has two bytes: its
    /// level, 2 for a fatal one, and its number. A header has five, of which the first is from 20 to 23.
    private func receiveTLS(_ bytes: UnsafeRawBufferPointer) {
        if bytes.count == 2, bytes[0] == 2 { alert = bytes[1] }
        if bytes.count == 5, (20...23).contains(bytes[0]) { hasHeardTLS = true }
    }

    private func noteOwnTLS(_ bytes: UnsafeRawBufferPointer) {
        if bytes.count == 2, bytes[0] == 2 { hasRaisedAlert = true }
    }

    private func receiveHeader(_ bytes: UnsafeRawBufferPointer) {
        lastSign = timing.now()
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // An interim answer such as "100 Continue" has headers too: only the last block counts.
            response.headers = HTTPHeaders()
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            response.headers[String(line[..<colon])] = String(value.prefix { !$0.isNewline })
        }
    }
}
