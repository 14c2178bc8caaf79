import ArgumentParser
import Glibc
import Imaging
import StorageModel

/// How images get to this host and from here to volumes.
struct ImageTransferFlags: ParsableArguments {
    @Flag(help: "Also download images from http addresses, which anyone on the network can change on the way.")
    var insecureHttp = false

    @Option(
        help: ArgumentHelp(
            "Keep downloaded images in this folder [$XDG_CACHE_HOME/datera-apply/images].", valueName: "folder"))
    var imageDir: String?

    // Exists for tests, which cannot wait half a minute: that is why no help shows it.
    @Option(help: .hidden)
    var imageStallLimit: Double = 30

    func validate() throws {
        guard (0.5...3600).contains(imageStallLimit) else {
            throw ValidationError("--image-stall-limit takes seconds from 0.5 to 3600.")
        }
    }

    /// Nil where there is no folder to keep them in.
    func downloader(environment: [String: String], timing: Timing) -> Downloader? {
        guard let folder = imageDir.map(Self.absolute) ?? DownloadSettings.standardFolder(environment: environment)
        else { return nil }
        // The same variables as those of the command curl.
        let authority = ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return Downloader(
            DownloadSettings(folder: folder, allowsUnencrypted: insecureHttp, authorityFile: authority),
            timing: timing)
    }

    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let current = getcwd(nil, 0) else { return path }
        defer { free(current) }
        return String(cString: current) + "/" + path
    }
}
