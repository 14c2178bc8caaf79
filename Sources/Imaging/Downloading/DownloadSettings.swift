/// How images are downloaded.
package struct DownloadSettings: Hashable, Sendable {
    /// Where they are kept; absolute. It is made with mode 0700.
    package var folder: String
    /// Whether http addresses are taken, too.
    package var allowsUnencrypted: Bool
    /// PEM file of the authorities to trust instead of the system's.
    package var authorityFile: String?
    /// Less than 1 KiB within this many seconds is a standstill, after which it connects again.
    package var stallSeconds: Int
    /// How often it connects without getting further before it gives up.
    package var tries: Int

    package init(
        folder: String, allowsUnencrypted: Bool = false, authorityFile: String? = nil, stallSeconds: Int = 60,
        tries: Int = 5
    ) {
        self.folder = folder
        self.allowsUnencrypted = allowsUnencrypted
        self.authorityFile = authorityFile
        self.stallSeconds = max(1, stallSeconds)
        self.tries = max(1, tries)
    }

    static let stallBytes = 1024

    /// `$XDG_CACHE_HOME/datera-apply/images`, or below `~/.cache`; nil without a home.
    package static func standardFolder(environment: [String: String]) -> String? {
        let cache = environment["XDG_CACHE_HOME", default: ""]
        let home = environment["HOME", default: ""]
        guard cache.hasPrefix("/") || home.hasPrefix("/") else { return nil }
        return (cache.hasPrefix("/") ? cache : home + "/.cache") + "/datera-apply/images"
    }
}

/// The largest file that is fetched for a volume, in bytes. An image can be larger than the disk that it holds, by internal
/// snapshots and unused clusters; without a limit a server could fill this host.
enum FetchLimit {
    static func bytes(ofVolume size: UInt64) -> UInt64 { size.times(2)?.adding(1 << 30) ?? .max }
}
