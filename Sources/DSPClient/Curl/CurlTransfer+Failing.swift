internal import CLibCurl

extension CurlTransfer {
    func failure(for result: CURLcode) -> TransportFailure {
        if isTooLate { return .tooLate }
        let reason = reason(for: result)
        if let fault = fault(in: result, reason) { return .hopeless(fault) }
        // Before the callback of the request, there are only handshakes; after it, libcurl counts the bytes that it
        // hands to the socket.
        let isSent = attempts > 0 && clibcurl_get_long(easy, CURLINFO_REQUEST_SIZE) > 0
        if isSent { return .noAnswer(reason: reason) }
        guard let proxy = ProxySetting.description(for: request.endpoint) else { return .notSent(reason: reason) }
        return .notSent(reason: "\(reason); the way may lead through the proxy \(proxy)")
    }

    private func reason(for result: CURLcode) -> String {
        if result == CURLE_ABORTED_BY_CALLBACK, ticket.isCancelled { return "cancelled" }
        if isStalled {
            let what = response.status > 0 || !response.body.isEmpty ? "the answer stopped arriving" : "no answer came"
            return "\(what) within \(Double(request.timeout.milliseconds) / 1000) seconds"
        }
        let detail = String(cString: errorText)
        return detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
    }

    /// What fails permanently: recognized by libcurl's codes, TLS alerts and HTTP statuses, never by texts.
    private func fault(in result: CURLcode, _ reason: String) -> ConnectionFault? {
        let host = request.endpoint.host
        let proxy = ProxySetting.description(for: request.endpoint)
        let status = clibcurl_get_long(easy, CURLINFO_HTTP_CONNECTCODE)
        if let proxy, attempts == 0, status >= 300, ![429, 500, 502, 503, 504].contains(status) {
            return .refusedByProxy(proxy, status: status)
        }
        if let fault = handshakeFault { return fault }
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST: return .unknownHost(host)
        case CURLE_COULDNT_RESOLVE_PROXY: return .unknownProxy(proxy ?? "")
        case CURLE_PEER_FAILED_VERIFICATION: return verificationFault(reason)
        case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CIPHER:
            return .unusableFile(reason: reason)
        case CURLE_SSL_CLIENTCERT: return .clientCertificate(isPresented: presentsCertificate)
        case CURLE_SSL_CONNECT_ERROR where hasHeardTLS && hasRaisedAlert: return .weakTLS(reason: reason)
        case CURLE_URL_MALFORMAT where !host.allSatisfy(\.isASCII): return .unknownHost(host)
        case CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION: return .unusableAddress(reason: reason)
        default: return nil
        }
    }

    /// An alert instead of an answer: the server has ended the handshake, in TLS 1.3 perhaps after the request was
    /// sent, which it then has not read (RFC 8446, 4.4.2.4 and 6.2).
    private var handshakeFault: ConnectionFault? {
        guard let alert, response.headers.isEmpty else { return nil }
        switch alert {
        // bad, unsupported, revoked, expired, unknown; unknown authority; required
        case 42...46, 48, 116: return .clientCertificate(isPresented: presentsCertificate)
        // handshake_failure: before TLS 1.3 also the word for a certificate that is missing
        case 40 where attempts == 0 && !presentsCertificate: return .clientCertificate(isPresented: false)
        // internal_error, user_canceled: may be otherwise next time
        case 80, 90: return nil
        default: return attempts == 0 ? .handshake(alert: alert) : nil
        }
    }

    /// What libcurl's verify result adds, which is OpenSSL's (`x509_vfy.h`): it stays at 0 or 1 where only the name is
    /// wrong.
    private func verificationFault(_ reason: String) -> ConnectionFault {
        switch clibcurl_get_long(easy, CURLINFO_SSL_VERIFYRESULT) {
        case 0, 1, 62, 64: .wrongName(request.endpoint.host, reason: reason)
        case 10: .expiredCertificate
        case 2, 18, 19, 20, 21: .unknownAuthority(reason: reason)
        default: .untrusted(reason: reason)
        }
    }
}
