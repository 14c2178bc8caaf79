package import StorageModel

/// Why an image is not imported. Nothing has been written when one is thrown.
package enum ImageRefusal: Error, Hashable, Sendable {
    case unreadable(file: String, reason: String)
    case notAFile(file: String)
    /// The content is of another format than was declared, or than the name of the file promises.
    case otherFormat(expected: ImageFormat, found: String)
    /// It can be taken for several formats.
    case ambiguous(formats: [String])
    case unsupported(what: String, remedy: String)
    case backingFile(format: ImageFormat)
    case dataFile
    case extents(reason: String)
    case encrypted(format: ImageFormat)
    case empty(format: ImageFormat)
    /// Sizes in bytes.
    case tooLarge(image: UInt64, volume: String, volumeSize: UInt64)
    case truncated(format: ImageFormat, missing: String)
    case corrupt(format: ImageFormat, reason: String)
    /// qemu-img reads it otherwise than this program.
    case disputed(what: String, here: String, there: String)
    case checksum(file: String, expected: Checksum, found: Checksum, source: String?)
    case checksumList(file: String, reason: String)
    /// What a compressed file unpacks to is larger than the volume.
    case expandsTooFar(file: String, limit: UInt64)
    /// A compressed file that cannot be unpacked.
    case packed(file: String, reason: String)
    case changed(file: String)
    /// An http address, which needs leave.
    case unencrypted(ImageURL)
    /// The server does not give the file to this user, now or later.
    case notServed(ImageURL, status: Int)
    /// The server sends to an address of another scheme.
    case redirected(ImageURL)
    /// What was sent is a page for a browser.
    case webPage(ImageURL)
    /// More comes than an image for this volume can have; in bytes.
    case tooLong(ImageOrigin, limit: UInt64)
    /// Other than raw from standard input.
    case streamFormat(ImageFormat?)

    /// Stable: scripts may rely on it.
    package var code: String {
        switch self {
        case .unreadable: "image_unreadable"
        case .notAFile: "image_not_a_file"
        case .otherFormat, .ambiguous: "image_format"
        case .unsupported: "image_unsupported"
        case .backingFile: "image_backing_file"
        case .dataFile: "image_data_file"
        case .extents: "image_extents"
        case .encrypted: "image_encrypted"
        case .empty: "image_empty"
        case .tooLarge, .expandsTooFar, .tooLong: "image_too_large"
        case .truncated: "image_truncated"
        case .corrupt, .disputed, .packed: "image_corrupt"
        case .checksum: "image_checksum"
        case .checksumList: "image_checksum_list"
        case .changed: "image_changed"
        case .unencrypted: "image_insecure_url"
        case .notServed, .redirected: "image_url"
        case .webPage: "image_web_page"
        case .streamFormat: "image_format"
        }
    }
}
