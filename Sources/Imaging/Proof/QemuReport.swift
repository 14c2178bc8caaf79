// JSONDecoder, for what qemu-img reports; nothing else of it is used.
private import FoundationEssentials
import StorageModel

/// What `qemu-img info --output=json` says of an image, as far as it is compared with what this program read.
struct QemuReport: Decodable {
    struct Details: Decodable {
        var data: Specific?
    }

    /// Of one format; each has some of these.
    struct Specific: Decodable {
        var dataFile: String?
        var corrupt: Bool?
        var createType: String?
        var extents: [Extent]?

        private enum CodingKeys: String, CodingKey {
            case dataFile = "data-file"
            case corrupt
            case createType = "create-type"
            case extents
        }
    }

    struct Extent: Decodable {
        var filename: String?
    }

    var format: String
    var virtualSize: UInt64
    var encrypted: Bool?
    var backingFile: String?
    var fullBackingFile: String?
    var isDirty: Bool?
    var details: Details?

    private enum CodingKeys: String, CodingKey {
        case format
        case virtualSize = "virtual-size"
        case encrypted
        case backingFile = "backing-filename"
        case fullBackingFile = "full-backing-filename"
        case isDirty = "dirty-flag"
        case details = "format-specific"
    }

    /// Nil for what is not such a report.
    init?(json: [UInt8]) {
        guard let report = try? JSONDecoder().decode(Self.self, from: Data(json)) else { return nil }
        self = report
    }

    /// - Throws: what the inspector should have seen, and `disputed` where the two readings differ.
    func requireAgreement(with facts: ImageFacts, path: String) throws(ImageRefusal) {
        guard backingFile == nil, fullBackingFile == nil else { throw .backingFile(format: facts.format) }
        guard details?.data?.dataFile == nil else { throw .dataFile }
        guard encrypted != true else { throw .encrypted(format: facts.format) }
        guard details?.data?.corrupt != true, isDirty != true else {
            throw .corrupt(format: facts.format, reason: "it was not closed, or is marked as corrupt")
        }
        guard format == facts.format.driver else {
            throw .disputed(what: "the format", here: facts.format.rawValue, there: format)
        }
        guard virtualSize == facts.virtualSize else {
            throw .disputed(what: "the size", here: "\(facts.virtualSize) bytes", there: "\(virtualSize) bytes")
        }
        guard facts.format == .vmdk else { return }
        guard let kind = details?.data?.createType, ["monolithicSparse", "streamOptimized"].contains(kind) else {
            throw .extents(reason: "qemu-img reads another kind")
        }
        guard let extents = details?.data?.extents, extents.allSatisfy({ $0.filename == path }) else {
            throw .extents(reason: "qemu-img opens other files")
        }
    }
}
