import StorageModel

/// The text that describes a VMDK image: lines `key=value`, and a line for each extent.
struct VMDKDescriptor {
    /// Kinds whose data is in the image itself; every other kind opens files by name.
    private static let allowedKinds: Set = ["monolithicSparse", "streamOptimized"]
    private static let noParent: UInt32 = 0xFFFF_FFFF

    private var values: [String: String] = [:]
    private var extents: [String] = []

    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix("#") { continue }
            let word = line.prefix { $0 != " " && $0 != "\t" }
            if ["RW", "RDONLY", "NOACCESS"].contains(word) {
                extents.append(String(line))
            } else if let equals = line.firstIndex(of: "=") {
                let key = line[..<equals].filter { $0 != " " && $0 != "\t" }.lowercased()
                let value = line[line.index(after: equals)...].filter { $0 != "\"" }
                // qemu takes the first; a second one could only mislead.
                if values[key] == nil { values[key] = value.split(separator: " ").joined(separator: " ") }
            }
        }
    }

    /// - Throws: `backingFile`, `extents`.
    func requireSelfContained() throws(ImageRefusal) {
        guard let kind = values["createtype"], Self.allowedKinds.contains(kind) else {
            let kind = (values["createtype"] ?? "").shown(limit: 40)
            throw .extents(reason: kind.isEmpty ? "it does not say what kind it is" : "it is of the kind \(kind)")
        }
        guard let parent = values["parentcid"].flatMap({ UInt32($0, radix: 16) }), parent == Self.noParent,
            values["parentfilenamehint"] == nil
        else { throw .backingFile(format: .vmdk) }
        guard let extent = extents.first, extents.count == 1 else {
            throw .extents(reason: "it has \(extents.count) extents")
        }
        let words = extent.split(separator: " ", maxSplits: 3)
        guard words.count == 4, words[2] == "SPARSE" else { throw .extents(reason: "its extent is not sparse") }
        guard !words[3].contains("/") else { throw .extents(reason: "its extent is named by a path") }
    }

    /// Whether a file is such a text: comments and blank lines, then a version.
    static func isText(_ head: [UInt8]) -> Bool {
        var rest = head.prefix(64 << 10)
        while let first = rest.first {
            switch first {
            case UInt8(ascii: "#"):
                guard let end = rest.firstIndex(of: 10) else { return false }
                rest = rest[(end + 1)...]
            case 32, 9, 10, 13: rest = rest.dropFirst()
            default: return rest.starts(with: Array("version=".utf8))
            }
        }
        return false
    }
}
