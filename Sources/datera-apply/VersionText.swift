import CBuildStamp
import StorageModel

/// What `--version` says.
enum VersionText {
    static let release = BUILD_STAMP_RELEASE

    static var text: String {
        """
        datera-apply \(release)
        commit: \(commit ?? "unknown (`make release` records it)")
        array API: \(APIVersion.allCases.map(\.rawValue).joined(separator: ", "))
        """
    }

    private static var commit: String? { build_stamp_commit().map { String(cString: $0) } }
}
