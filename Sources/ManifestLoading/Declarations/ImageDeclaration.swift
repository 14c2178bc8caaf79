import Diagnostics
import StorageModel

/// The keys of `image` in its long form.
package enum ImageKey: String, FieldKey {
    case file, url, format, checksum, sums
}

/// `image: debian-12.qcow2`, or `image: {file or url, format, checksum or sums}`.
enum ImageDeclaration {
    /// Nil without one, and for one that cannot be read, which has been reported.
    static func read(_ fields: Fields<VolumeKey>) -> Declared<DesiredImage>? {
        guard let image = fields[.image] else { return nil }
        for other in [VolumeKey.cloneOf, .fromSnapshot, .template] where fields[other] != nil {
            image.report(
                "a volume starts from one thing: `image` and `\(other.rawValue)` exclude each other",
                hint: "leave out one of them")
            return nil
        }
        return image.declared { $0.image() }
    }
}

extension ValueReader {
    fileprivate func image() -> DesiredImage? {
        guard case .mapping = node.content else {
            return imagePath().map { DesiredImage(file: $0, folder: collector.folder(of: node.location)) }
        }
        guard let fields = Fields<ImageKey>(self, of: "`image`"), let origin = origin(fields) else { return nil }
        if let sums = fields[.sums], fields[.checksum] != nil {
            sums.report("an image has a `checksum` or `sums`, not both", hint: "leave out one of them")
        }
        let checksum =
            fields[.checksum].flatMap { $0.checksum() }
            ?? fields[.sums].flatMap { sums in
                sums.imagePath(hint: "download it, and compare it with one from another source")
                    .map(ImageChecksum.sums)
            }
        return DesiredImage(
            origin, folder: collector.folder(of: node.location), format: fields[.format].flatMap { $0.choice() },
            checksum: checksum)
    }

    private func origin(_ fields: Fields<ImageKey>) -> ImageOrigin? {
        guard let url = fields[.url] else {
            guard fields.lacks(.url) else { return nil }
            return fields.required(.file, hint: "or `url`, for a download")?.imagePath().map { .file($0) }
        }
        if let file = fields[.file] {
            file.report("an image has a `file` or a `url`, not both", hint: "leave out one of them")
            return nil
        }
        return url.imageURL().map { .url($0) }
    }

    /// The address is not repeated, because it may hold a password.
    private func imageURL() -> ImageURL? {
        guard let text = text() else { return nil }
        guard let url = ImageURL(text) else {
            report(
                "\(label) must be an http or https address of a file",
                hint: "a file of this host: `file: PATH`; blanks and other special characters are written as %20")
            return nil
        }
        return url
    }

    /// - Parameter hint: what to do with an address.
    private func imagePath(hint: String = "for a download: `image: {url: …}`") -> String? {
        guard let text = text() else { return nil }
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            report("\(label) must be the path of a file, not \(text.quoted)")
            return nil
        }
        guard !ImageURL.isMeant(by: text) else {
            report("\(label) must be a file of this host, not an address", hint: hint)
            return nil
        }
        return text
    }

    private func checksum() -> ImageChecksum? {
        guard let text = text() else { return nil }
        let prefix = "sha256:"
        let digits = text.dropFirst(prefix.count).lowercased()
        guard text.hasPrefix(prefix), Digest.isHex(digits, length: 64) else {
            report(
                "\(label) must be `sha256:` and 64 hex digits, not \(text.quoted)",
                hint: "a file such as SHA256SUMS: `sums: FILE`")
            return nil
        }
        return .sha256(digits)
    }
}
