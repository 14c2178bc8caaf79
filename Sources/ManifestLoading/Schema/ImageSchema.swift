import JSONSchema
import StorageModel

/// The block that says what a new volume is filled with.
enum ImageSchema {
    static let root: SchemaNode = [
        "description": "An image file that it is filled with when it is made.",
        "anyOf": [
            file,
            ManifestSchema.object(ImageKey.self, of: "An image file, and what proves it.") {
                value(of: $0)
            }.with([
                "not": ["required": ["checksum", "sums"]],
                "oneOf": [["required": ["file"]], ["required": ["url"]]],
            ]),
        ],
    ]

    private static let file = ManifestSchema.pattern(
        "^(?![hH][tT][tT][pP][sS]?://)[^\\u0000-\\u001F\\u007F]+$",
        "Path of a file; a relative one begins in the manifest's folder.")

    static let cache = ManifestSchema.object(
        ImageCacheKey.self, of: "Volumes with an image are clones of one cached volume for each image."
    ) {
        switch $0 {
        case .enabled: ["type": "boolean", "description": "Whether new volumes use it; default true."]
        case .volumeType:
            ["type": "string", "description": "The volume type whose replicas and placement cached volumes have."]
        case .maxVolumes:
            ManifestSchema.integer(ImageCacheDeclaration.volumes, "How many cached volumes the array may hold.")
        case .maxSize: QuantitySchema.size.with(["description": "The sum of their sizes, without replicas."])
        }
    }

    private static func value(of key: ImageKey) -> SchemaNode {
        switch key {
        case .file: file
        case .url:
            ManifestSchema.pattern(
                "^[hH][tT][tT][pP][sS]?://[^\\s\"#<>\\\\^`{|}\\u0000-\\u0020\\u007F-\\uFFFF]+$",
                "Address of a file that is downloaded; http only with --insecure-http.")
        case .format: ManifestSchema.choice(ImageFormat.self, "Its format; without, its header decides.")
        case .checksum:
            ManifestSchema.pattern("^sha256:[0-9a-fA-F]{64}$", "SHA-256 of the file as it is published.")
        case .sums: file.with(["description": "A file such as SHA256SUMS that names it."])
        }
    }
}
