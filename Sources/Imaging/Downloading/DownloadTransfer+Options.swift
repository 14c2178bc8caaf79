internal import CLibCurl
internal import Locking
internal import StorageModel

extension DownloadTransfer {
    func setOptions(_ easy: UnsafeMutableRawPointer) {
        setPointer(CURLOPT_ERRORBUFFER, errorText)
        setText(CURLOPT_URL, order.url.content)
        let scheme = order.url.isEncrypted ? "https" : "http"
        setText(CURLOPT_PROTOCOLS_STR, scheme)
        setText(CURLOPT_REDIR_PROTOCOLS_STR, scheme)
        setLong(CURLOPT_FOLLOWLOCATION, 1)
        setLong(CURLOPT_MAXREDIRS, 10)
        setLong(CURLOPT_NOSIGNAL, 1)
        setLong(CURLOPT_CONNECTTIMEOUT, 30)
        setLong(CURLOPT_LOW_SPEED_LIMIT, max(1, DownloadSettings.stallBytes / order.settings.stallSeconds))
        setLong(CURLOPT_LOW_SPEED_TIME, order.settings.stallSeconds)
        setLong(CURLOPT_BUFFERSIZE, 256 << 10)
        setLong(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        setText(CURLOPT_USERAGENT, "datera-apply")
        if let file = order.settings.authorityFile { setText(CURLOPT_CAINFO, file) }
        var lines: [String] = []
        if order.offset > 0, let condition = order.part.rangeCondition {
            lines = ["Range: bytes=\(order.offset)-", "If-Range: \(condition)"]
        } else if let condition = order.whole?.changeCondition {
            lines = [condition]
        }
        for line in lines { headers = curl_slist_append(headers, line) }
        keep(clibcurl_set_list(easy, CURLOPT_HTTPHEADER, headers))
    }

    func setCallbacks(_ easy: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        setPointer(CURLOPT_WRITEDATA, context)
        setPointer(CURLOPT_HEADERDATA, context)
        setPointer(CURLOPT_XFERINFODATA, context)
        setLong(CURLOPT_NOPROGRESS, 0)
        keep(
            clibcurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION) { data, size, count, context in
                let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
                return DownloadTransfer.at(context)?.receive(bytes) == true ? size * count : 0
            })
        keep(
            clibcurl_set_data_callback(easy, CURLOPT_HEADERFUNCTION) { data, size, count, context in
                let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
                DownloadTransfer.at(context)?.answer.take(String(decoding: bytes, as: UTF8.self))
                return size * count
            })
        keep(
            clibcurl_set_progress_callback(easy) { context, _, _, _, _ in
                DownloadTransfer.at(context)?.isCancelled.withLock { $0 } == true ? 1 : 0
            })
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> DownloadTransfer? {
        context.map { Unmanaged<DownloadTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func setLong(_ option: CURLoption, _ value: Int) { keep(clibcurl_set_long(easy, option, value)) }
    private func setText(_ option: CURLoption, _ value: String) { keep(clibcurl_set_text(easy, option, value)) }
    private func setPointer(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
        keep(clibcurl_set_pointer(easy, option, value))
    }

    private func keep(_ result: CURLcode) {
        if setUp == CURLE_OK { setUp = result }
    }
}
