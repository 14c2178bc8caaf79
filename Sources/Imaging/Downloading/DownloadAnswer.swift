private import StorageModel

/// What a server says of the file that it sends: the headers of its last answer.
struct DownloadAnswer: Hashable, Sendable {
    /// Bytes that follow.
    private(set) var length: UInt64?
    private(set) var etag: String?
    private(set) var modified: String?
    /// Where the part begins that follows, and how long the whole file is.
    private(set) var rangeStart: UInt64?
    private(set) var rangeTotal: UInt64?

    /// Takes one line. A status line begins a new answer: after a redirect, or after "100 Continue".
    mutating func take(_ line: String) {
        if line.hasPrefix("HTTP/") {
            self = DownloadAnswer()
            return
        }
        guard let colon = line.firstIndex(of: ":") else { return }
        let value = String(
            line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }.prefix { !$0.isNewline })
        switch line[..<colon].lowercased() {
        case "content-length": length = UInt64(value)
        case "etag": etag = Self.plain(value)
        case "last-modified": modified = Self.plain(value)
        case "content-range": takeRange(value)
        default: break
        }
    }

    /// `bytes 100-199/200`, or `/*` for a length that is not known.
    private mutating func takeRange(_ value: String) {
        guard value.lowercased().hasPrefix("bytes ") else { return }
        let parts = value.dropFirst(6).split(separator: "/")
        guard parts.count == 2, let first = parts[0].split(separator: "-").first else { return }
        rangeStart = UInt64(first.filter { $0 != " " })
        rangeTotal = UInt64(parts[1].filter { $0 != " " })
    }

    /// Only what can be sent back in a header of one line and kept in a line of a file.
    private static func plain(_ value: String) -> String? {
        guard !value.isEmpty, value.utf8.count <= 512, value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        return value
    }
}

/// Which version of a file a server has sent, by which the rest of the same version can be asked for.
struct DownloadVersion: Hashable, Sendable {
    var etag: String?
    var modified: String?
    /// Bytes of the whole file.
    var total: UInt64?

    init(etag: String? = nil, modified: String? = nil, total: UInt64? = nil) {
        self.etag = etag
        self.modified = modified
        self.total = total
    }

    /// What stands in `If-Range`. A weak tag may stand for other bytes; nil where nothing tells versions apart.
    var rangeCondition: String? {
        if let etag, !etag.hasPrefix("W/") { return etag }
        return modified
    }

    /// Whether both say which version they are of, and it is not the same one.
    func differs(from other: DownloadVersion) -> Bool {
        if let etag, let theirs = other.etag { return etag != theirs }
        if let modified, let theirs = other.modified { return modified != theirs }
        return false
    }

    /// The header by which a server says that nothing has changed.
    var changeCondition: String? {
        etag.map { "If-None-Match: \($0)" } ?? modified.map { "If-Modified-Since: \($0)" }
    }

    /// As it is kept beside the file.
    var text: String {
        [etag.map { "etag \($0)" }, modified.map { "modified \($0)" }, total.map { "total \($0)" }]
            .compactMap { $0 }.map { $0 + "\n" }.joined()
    }

    init(text: String) {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            switch parts[0] {
            case "etag": etag = parts[1]
            case "modified": modified = parts[1]
            case "total": total = UInt64(parts[1])
            default: break
            }
        }
    }
}
