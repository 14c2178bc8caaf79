package import StorageModel

/// Reads what an image is, before any other program opens it.
///
/// An image is data of strangers: it can name files of this host, claim any size, and be cut off. What is read of it is the
/// first MiB and the tables that it leads to, each once; no number of it is trusted.
package enum ImageInspector {
    private static let headSize = 1 << 20

    /// - Parameter declared: the format that the user named. Without one the content decides; `raw` is then only what has
    ///   the marks of no known format.
    package static func facts(_ file: ImageFile, declared: ImageFormat? = nil) throws(ImageRefusal) -> ImageFacts {
        let head = try file.bytes(at: 0, upTo: headSize)
        let tail = try file.bytes(at: file.size - min(file.size, 512), upTo: 512)
        let marks = FormatMark.all(head: head, tail: tail)
        if declared == .raw {
            var facts = try RawImage.facts(file, head, as: .raw)
            facts.notes = marks.filter { $0 != .known(.iso) }.map {
                "it has the header of \($0.name) and is copied as it is, because its format is declared as raw"
            }
            return facts
        }
        guard marks.count <= 1 else { throw .ambiguous(formats: marks.map(\.name)) }
        let found: ImageFormat
        switch marks.first {
        case .known(let format): found = format
        case .other(let what, let remedy): throw .unsupported(what: what, remedy: remedy)
        case .partOfVMDK: throw .extents(reason: "it is a descriptor without data")
        case nil: found = .raw
        }
        if let expected = declared ?? ImageFormat(fileName: file.name), expected != found,
            found == .raw || declared != nil
        {
            throw file.size == 0 ? .empty(format: expected) : .otherFormat(expected: expected, found: found.rawValue)
        }
        return try facts(file, head, tail, as: found)
    }

    private static func facts(
        _ file: ImageFile, _ head: [UInt8], _ tail: [UInt8], as format: ImageFormat
    ) throws(ImageRefusal) -> ImageFacts {
        switch format {
        case .raw, .iso: try RawImage.facts(file, head, as: format)
        case .qcow2: try QCOW2.facts(file, head)
        case .vmdk: try VMDK.facts(file, head)
        case .vdi: try VDI.facts(file, head)
        case .vhdx: try VHDX.facts(file)
        case .vpc: try VHD.facts(file, tail: tail)
        }
    }
}
