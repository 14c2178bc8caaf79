import Glibc

/// Where this checkout lies on disk, found from the place of this very file.
package enum PackageRoot {
    /// The directory that holds `Package.swift`, without a trailing slash.
    package static let path: String = {
        // Tests/TestSupport/PackageRoot.swift is three components below the root.
        #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }
    }()

    /// The absolute path of a file named relative to the package root.
    package static func path(_ relative: String) -> String { path + "/" + relative }

    /// The recorded vendor data that may lie beside the checkout; nil where it does not, as in a plain clone.
    package static let sharedReference: String? = {
        let parent = path.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 }
        let candidate = parent + "/shared/reference"
        return access(candidate, R_OK | X_OK) == 0 ? candidate : nil
    }()
}
