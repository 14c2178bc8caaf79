import StorageModel

/// What the first or last bytes of a file say that it is.
enum FormatMark: Equatable {
    case known(ImageFormat)
    /// A format that is not imported.
    case other(String, remedy: String)
    case partOfVMDK

    var name: String {
        switch self {
        case .known(let format): format.rawValue
        case .other(let what, _): what
        case .partOfVMDK: "a vmdk descriptor"
        }
    }

    /// All that match. Marks at the end count only when there is none at the start: the last bytes of any image can be
    /// data of a guest.
    static func all(head: [UInt8], tail: [UInt8]) -> [FormatMark] {
        let marks = imageMarks(head) + foreignMarks(head)
        return marks.isEmpty ? endMarks(tail) : marks
    }

    private static func imageMarks(_ head: [UInt8]) -> [FormatMark] {
        var marks: [FormatMark] = []
        if head.has([0x51, 0x46, 0x49, 0xFB]) {
            switch head.bigEndian(at: 4, as: UInt32.self) {
            case 2, 3, nil: marks.append(.known(.qcow2))
            case let version?:
                marks.append(
                    version == 1
                        ? converted("a qcow image of version 1", "qcow")
                        : .other(
                            "a qcow2 image of version \(version)",
                            remedy: "convert it where it was made: `qemu-img convert -O qcow2 IMAGE PLAIN.qcow2`"))
            }
        }
        if head.has(VMDK.magic) { marks.append(.known(.vmdk)) }
        if head.has(VHDX.magic) { marks.append(.known(.vhdx)) }
        if head.has(VHD.magic) { marks.append(.known(.vpc)) }
        if head.littleEndian(at: VDI.signatureOffset, as: UInt32.self) == VDI.signature { marks.append(.known(.vdi)) }
        if head.has("COWD") || VMDKDescriptor.isText(head) { marks.append(.partOfVMDK) }
        if RawImage.isISO(head) { marks.append(.known(.iso)) }
        return marks
    }

    private static func foreignMarks(_ head: [UInt8]) -> [FormatMark] {
        if WebPage.isOne(head) {
            return [
                .other(
                    "a web page or another XML text",
                    remedy: "look at it: what a server says in place of a file it may say with status 200")
            ]
        }
        if head.has([0x51, 0x45, 0x44, 0]) { return [converted("a qed image", "qed")] }
        if head.has("WithoutFreeSpace") || head.has("WithouFreSpacExt") {
            return [converted("a Parallels image", "parallels")]
        }
        if head.has("Bochs Virtual HD Image") { return [converted("a Bochs image", "bochs")] }
        if head.has("#!/bin/sh\n#V2.0 Format\n") { return [converted("a cloop image", "cloop")] }
        if head.has([0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE]) {
            return [
                .other(
                    "a LUKS container",
                    remedy: "set `format: raw` to copy it as it is, still encrypted, or decrypt it where its key is")
            ]
        }
        if head.has("ustar", at: 257) {
            return [
                .other(
                    "a tar or OVA archive",
                    remedy: "unpack it with `tar -xf FILE` and import the disk image that is in it")
            ]
        }
        return packedMark(head).map { [$0] } ?? []
    }

    private static func packedMark(_ head: [UInt8]) -> FormatMark? {
        if let compression = Compression(head: head) {
            return .other(
                "a file compressed by \(compression.rawValue)", remedy: "unpack it with `\(compression.command) FILE`")
        }
        if head.has("BZh") { return .other("a file compressed by bzip2", remedy: "unpack it with `bunzip2 FILE`") }
        if head.has([0x50, 0x4B, 3, 4]) { return .other("a zip archive", remedy: "unpack it with `unzip FILE`") }
        if head.has([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
            return .other("a 7z archive", remedy: "unpack it with `7z x FILE`")
        }
        return nil
    }

    private static func endMarks(_ tail: [UInt8]) -> [FormatMark] {
        guard tail.count == VHD.footerSize else { return [] }
        if tail.has(VHD.magic) { return [.known(.vpc)] }
        return tail.has("koly") ? [converted("a macOS disk image", "dmg")] : []
    }

    private static func converted(_ what: String, _ driver: String) -> FormatMark {
        .other(
            what, remedy: "convert it with `qemu-img convert -f \(driver) -O qcow2 FILE NEW.qcow2` where it was made")
    }
}
