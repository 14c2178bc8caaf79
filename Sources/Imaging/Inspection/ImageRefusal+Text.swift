import StorageModel

extension ImageRefusal: CustomStringConvertible {
    package var description: String { "\(message); \(hint)" }

    /// What is wrong. Texts from the file are escaped.
    package var message: String {
        switch self {
        case .unreadable(let file, let reason): "\(file.shown(limit: 300)) cannot be read: \(reason)"
        case .notAFile(let file): "\(file.shown(limit: 300)) is not a regular file"
        case .otherFormat(let expected, let found): "the image should be \(expected.rawValue) and is \(found)"
        case .ambiguous(let formats): "the image can be read as \(formats.joined(separator: " and as "))"
        case .unsupported(let what, _): "the image is \(what), which cannot be imported"
        case .backingFile(let format): "the \(format.rawValue) image has a backing file"
        case .dataFile: "the qcow2 image keeps its data in another file"
        case .extents(let reason): "the vmdk image keeps its data in other files: \(reason)"
        case .encrypted(let format): "the \(format.rawValue) image is encrypted"
        case .empty(let format): "the \(format.rawValue) image has a size of 0"
        case .tooLarge(let image, let volume, let size):
            "the image needs \(ByteCount(image)), volume \(volume) has \(ByteCount(size))"
        case .truncated(let format, let missing): "the \(format.rawValue) image is truncated: \(missing)"
        case .corrupt(let format, let reason): "the \(format.rawValue) image is corrupt: \(reason)"
        case .disputed(let what, let here, let there):
            "qemu-img reads \(what) as \(there.shown(limit: 200)); the header says \(here)"
        case .checksum(let file, let expected, let found, let source):
            "\(file.shown(limit: 300)) has the checksum \(found), expected is \(expected)"
                + (source.map { " (\($0))" } ?? "")
        case .checksumList(let file, let reason): "\(file.shown(limit: 300)): \(reason)"
        case .expandsTooFar(let file, let limit):
            "\(file.shown(limit: 300)) unpacks to more than \(ByteCount(limit))"
        case .packed(let file, let reason): "\(file.shown(limit: 300)) cannot be unpacked: \(reason)"
        case .changed(let file): "\(file.shown(limit: 300)) was changed while it was being imported"
        case .unencrypted(let url): "\(Self.shown(url)) is not encrypted, so anyone on the network can change the image"
        case .notServed(let url, let status): "the server answers \(Self.shown(url)) with HTTP \(status)"
        case .redirected(let url): "\(Self.shown(url)) redirects to an address of another scheme"
        case .webPage(let url): "the server answers \(Self.shown(url)) with a web page in place of an image"
        case .tooLong(let origin, let limit):
            "\(origin.description.shown(limit: 300)) has more than \(ByteCount(limit)), too much for this volume"
        case .streamFormat(let format):
            "standard input is read as raw only, not as \(format?.rawValue ?? "an unknown format")"
        }
    }

    /// What to do.
    package var hint: String {
        switch self {
        case .unreadable: "check its path and its permissions"
        case .notAFile: "give the path of a file; devices, pipes and folders are not imported"
        case .otherFormat(_, let found):
            found == "raw"
                ? "if these bytes are what the volume should hold, set `format: raw`; otherwise download it again"
                : "correct `format`"
        case .ambiguous: "set `format: raw` to copy its bytes as they are, or convert it with `qemu-img convert`"
        case .unsupported(_, let remedy): remedy
        case .backingFile: "flatten it where it was made: `qemu-img convert -O qcow2 IMAGE FLAT.qcow2`"
        case .dataFile: "make one file of it where it was made: `qemu-img convert -O qcow2 IMAGE SINGLE.qcow2`"
        case .extents:
            "make one file of it where it was made: `qemu-img convert -O vmdk -o subformat=streamOptimized IMAGE SINGLE.vmdk`"
        case .encrypted: "decrypt it with `qemu-img convert` where its key is"
        case .empty: "give an image with data"
        case .tooLarge: "extend the volume or choose a smaller image"
        case .truncated, .packed: "download it again and set `checksum`"
        case .corrupt: "download it again, or repair it with `qemu-img check -r all` where it was made"
        case .disputed: "convert it with `qemu-img convert` on a machine where its origin is trusted"
        case .checksum: "download it again; if it was published anew, correct `checksum`"
        case .checksumList: "set `checksum: sha256:…` instead"
        case .expandsTooFar: "extend the volume, or check that this is the right file"
        case .changed: "run the import again when nothing writes to the file"
        case .unencrypted: "use an https address, or allow it with --insecure-http and set `checksum`"
        case .notServed(_, let status):
            switch status {
            case 401, 403, 407: "check the login or the signature of the address, and whether it has expired"
            default: "check the address"
            }
        case .redirected: "give the address that it leads to, if you trust it"
        case .webPage: "open the address in a browser; it may have expired or need a login"
        case .tooLong: "extend the volume or choose a smaller image"
        case .streamFormat:
            "add `--format raw`, or convert it on the way: `qemu-img convert -O raw IMAGE disk.raw`, then import that file"
        }
    }
}

extension ImageRefusal {
    private static func shown(_ url: ImageURL) -> String { url.description.shown(limit: 300) }
}

/// A number of bytes in text: in the largest binary unit that needs no fraction, else in bytes.
package struct ByteCount: CustomStringConvertible {
    private let bytes: UInt64

    package init(_ bytes: UInt64) { self.bytes = bytes }

    package var description: String {
        for (unit, shift) in [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)] as [(String, UInt64)]
        where bytes != 0 && bytes.isMultiple(of: 1 << shift) { return "\(bytes >> shift) \(unit)" }
        return "\(bytes) bytes"
    }
}
