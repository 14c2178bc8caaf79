package import StorageModel

/// Downloads an image into the cache folder, resumes what was stopped, and asks only whether it has changed where it is there.
package struct Downloader: Sendable {
    private let settings: DownloadSettings
    private let timing: Timing

    /// A connection that brought less has not got further.
    private static let progress: UInt64 = 64 << 10

    package init(_ settings: DownloadSettings, timing: Timing) {
        self.settings = settings
        self.timing = timing
    }

    /// - Parameters:
    ///   - limit: bytes; a longer file is refused.
    ///   - isProvedLater: whether a checksum is compared afterwards, so that a file from the cache will do where the server
    ///     cannot be asked.
    /// - Returns: the path of the whole file.
    package func file(
        of url: ImageURL, limit: UInt64, isProvedLater: Bool = false,
        report: @escaping @Sendable (ImageProgress) -> Void = { _ in }
    ) async throws(ImagingFailure) -> String {
        guard url.isEncrypted || settings.allowsUnencrypted else { throw .refused(.unencrypted(url)) }
        let cache = try DownloadCache(url, in: settings.folder)
        let lock = try await cache.locked(timing)
        defer { withExtendedLifetime(lock) {} }
        // Killed between its last byte and its new name.
        if let total = cache.partVersion.total, total > 0, cache.partSize == total { try finish(cache, url) }
        var failures = 0
        /// Never set back: a server whose answers do not fit together would be asked for ever.
        var changes = 0
        while true {
            let before = cache.partSize
            switch try await attempt(url, cache, limit, report) {
            case .complete:
                try finish(cache, url)
                return cache.file
            case .unchanged: return cache.file
            case .changed:
                cache.discardPart()
                changes += 1
                if changes >= settings.tries {
                    throw .download(url, reason: "what the server sends later does not belong to what it sent first")
                }
            case .refused(let refusal): throw .refused(refusal)
            case .failed(let failure): throw failure
            case .broken(let reason, let isFinal):
                failures = cache.partSize >= before + Self.progress ? 1 : failures + 1
                guard isFinal || failures >= settings.tries else {
                    try await wait(failures)
                    continue
                }
                if isProvedLater, cache.hasFile { return cache.file }
                throw .download(url, reason: reason)
            }
        }
    }

    private func attempt(
        _ url: ImageURL, _ cache: DownloadCache, _ limit: UInt64,
        _ report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImagingFailure) -> DownloadTransfer.Ending {
        var offset = cache.partSize
        let version = cache.partVersion
        if offset > 0, version.rangeCondition == nil {
            cache.discardPart()
            offset = 0
        }
        let part = try cache.openPart()
        defer { withExtendedLifetime(part) {} }
        return try await DownloadTransfer.run(
            DownloadTransfer.Order(
                url: url, file: part.number, offset: offset, part: version, whole: offset == 0 ? cache.version : nil,
                limit: limit, settings: settings, keep: { cache.keep($0) },
                report: { bytes, total in
                    report(ImageProgress(.download, bytes: Int(clamping: bytes), total: Int(clamping: total ?? 0)))
                }))
    }

    private func finish(_ cache: DownloadCache, _ url: ImageURL) throws(ImagingFailure) {
        if WebPage.isOne(cache.head(upTo: 512)) {
            cache.discardPart()
            throw .refused(.webPage(url))
        }
        try cache.finish()
    }

    /// 1, 2, 4 … 30 seconds, and up to half as much again, so that not all who were cut off come back at once.
    private func wait(_ failures: Int) async throws(ImagingFailure) {
        let seconds = Double(min(30, 1 << min(failures - 1, 5)))
        do { try await timing.sleep(.seconds(seconds * (1 + timing.jitter() / 2))) } catch { throw .cancelled }
    }
}

/// A page for a browser: what servers answer in place of a file, with status 200.
enum WebPage {
    static func isOne(_ head: [UInt8]) -> Bool {
        let text = head.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
        let start = String(decoding: text.prefix(64), as: UTF8.self).lowercased()
        return ["<!doctype html", "<html", "<head", "<!--", "<?xml"].contains(where: start.hasPrefix)
    }
}
