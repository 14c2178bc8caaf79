import Glibc
import Imaging
import StorageModel
import TestSupport
import Testing

extension HostileImage {
    static let virtualPC: [HostileImage] = [
        HostileImage("differencing.vhd", "image_backing_file") { lab, name in
            try await lab.sound("vpc", as: name)
            let end = try lab.bytes(name).count
            for place in [0, end - 512] { try lab.patch(name, at: place, footer(try lab.bytes(name), kind: 4)) }
        },
        HostileImage("checksum.vhd", "image_corrupt") { lab, name in
            try await lab.sound("vpc", as: name)
            let end = try lab.bytes(name).count
            for place in [0, end - 512] { try lab.patch(name, at: place + 70, [0xEE]) }
        },
        HostileImage("no-footer.vhd", "image_truncated") { lab, name in
            try await lab.sound("vpc", as: name)
            lab.cut(name, to: try lab.bytes(name).count - 512)
        },
        HostileImage("fixed-cut.vhd", "image_format") { lab, name in
            try await lab.sound("vpc", "subformat=fixed", as: name)
            lab.cut(name, to: try lab.bytes(name).count - 512)
        },
        HostileImage("fixed-short.vhd", "image_truncated") { lab, name in
            try await lab.sound("vpc", "subformat=fixed", as: name)
            try lab.write(Array(try lab.bytes(name).suffix(4 << 20)), to: name)
        },
    ]

    /// The footer with another kind, and the checksum for it.
    private static func footer(_ image: [UInt8], kind: UInt32) -> [UInt8] {
        var footer = Array(image.suffix(512))
        footer.replaceSubrange(60..<68, with: kind.bigEndianBytes + [0, 0, 0, 0])
        let sum = footer.reduce(UInt32(0)) { $0 &+ UInt32($1) }
        footer.replaceSubrange(64..<68, with: (~sum).bigEndianBytes)
        return footer
    }

    static let vhdx: [HostileImage] = [
        HostileImage("headers.vhdx", "image_corrupt") { lab, name in
            try await lab.sound("vhdx", as: name)
            for place in [64 << 10, 128 << 10] { try lab.patch(name, at: place + 100, [0xEE]) }
        },
        HostileImage("log.vhdx", "image_corrupt") { lab, name in
            try await lab.sound("vhdx", as: name)
            for place in [64 << 10, 128 << 10] {
                var header = Array(try lab.bytes(name)[place..<place + 4096])
                header.replaceSubrange(48..<64, with: [UInt8](repeating: 9, count: 16))
                header.replaceSubrange(4..<8, with: [0, 0, 0, 0])
                try lab.patch(name, at: place, header)
                try lab.patch(name, at: place + 4, Castagnoli.sum(header).littleEndianBytes)
            }
        },
        HostileImage("parent.vhdx", "image_backing_file") { lab, name in
            try await lab.sound("vhdx", as: name)
            let bytes = try lab.bytes(name)
            // The value of the first item: block size, then flags.
            let table = try #require(bytes.firstRange(of: Array("metadata".utf8)))
            let item = Array(bytes[table.lowerBound + 48..<table.lowerBound + 52])
            let offset = item.reversed().reduce(0) { $0 << 8 | Int($1) }
            try lab.patch(name, at: table.lowerBound + offset + 4, [2])
        },
        HostileImage("regions.vhdx", "image_corrupt") { lab, name in
            try await lab.sound("vhdx", as: name)
            for place in [192 << 10, 256 << 10] { try lab.patch(name, at: place + 40, [0xEE]) }
        },
    ]

    static let vdi: [HostileImage] = [
        HostileImage("cut.vdi", "image_truncated") { lab, name in
            try await lab.sound("vdi", as: name)
            lab.cut(name, to: try lab.bytes(name).count - 4096)
        },
        HostileImage("link.vdi", "image_backing_file") { lab, name in
            try await lab.sound("vdi", as: name)
            try lab.patch(name, at: 0x1A8, [1, 2, 3])
        },
        HostileImage("difference.vdi", "image_backing_file") { lab, name in
            try await lab.sound("vdi", as: name)
            try lab.patch(name, at: 0x4C, [4])
        },
        HostileImage("map-twice.vdi", "image_corrupt") { lab, name in
            try await lab.sound("vdi", "static=on", as: name)
            let map = Int(try lab.bytes(name)[0x155]) << 8
            try lab.patch(name, at: map + 4, UInt32(0).littleEndianBytes)
        },
        HostileImage("blocks.vdi", "image_corrupt") { lab, name in
            try await lab.sound("vdi", as: name)
            try lab.patch(name, at: 0x184, UInt32.max.littleEndianBytes)
        },
        HostileImage("size.vdi", "image_corrupt") { lab, name in
            try await lab.sound("vdi", as: name)
            try lab.patch(name, at: 0x170, UInt64.max.littleEndianBytes)
        },
    ]

    static let notImages: [HostileImage] = [
        HostileImage("empty.img", "image_empty") { lab, name in try lab.write([], to: name) },
        HostileImage("pipe", "image_not_a_file", isFile: false) { lab, name in mkfifo(lab.path(name), 0o600) },
        HostileImage("folder", "image_not_a_file", isFile: false) { lab, name in try lab.folder.makeFolder(name) },
        HostileImage("device", "image_not_a_file", isFile: false) { lab, name in symlink("/dev/zero", lab.path(name)) },
        HostileImage("missing", "image_unreadable", isFile: false) { _, _ in },
        HostileImage("appliance.ova", "image_unsupported") { lab, name in
            try lab.write(Array("disk.vmdk".utf8), to: "member")
            let run = try await ToolRun(
                ["-cf", lab.path(name), "-C", lab.folder.path, "member"], program: "/usr/bin/tar")
            #expect(run.status == 0)
        },
        HostileImage("packed.img", "image_unsupported") { lab, name in
            try lab.write([0x1F, 0x8B, 8, 0] + [UInt8](repeating: 0, count: 600), to: name)
        },
        HostileImage("archive.img", "image_unsupported") { lab, name in
            try lab.write([0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 600), to: name)
        },
        HostileImage("old.qcow", "image_unsupported") { lab, name in try await lab.sound("qcow", as: name) },
        HostileImage("image.qed", "image_unsupported") { lab, name in
            try lab.write([0x51, 0x45, 0x44, 0] + [UInt8](repeating: 0, count: 4096), to: name)
        },
        HostileImage("container.luks", "image_unsupported") { lab, name in
            try lab.write(Array("LUKS".utf8) + [0xBA, 0xBE, 0, 1] + [UInt8](repeating: 0, count: 4088), to: name)
        },
        HostileImage("error-page.qcow2", "image_unsupported") { lab, name in
            try lab.write(Array("<html><title>404 Not Found</title></html>".utf8), to: name)
        },
        HostileImage("declared.img", "image_format", declared: .vmdk) { lab, name in
            try await lab.sound("qcow2", as: name)
        },
        HostileImage("undeclared.img", "image_format", declared: .qcow2) { lab, name in
            try lab.write(ImageLab.disk(seed: 2), to: name)
        },
        HostileImage("two-formats.img", "image_format") { lab, name in
            try await lab.sound("qcow2", as: name)
            try lab.patch(name, at: 0x8000, [1] + Array("CD001".utf8))
        },
        HostileImage("cut-disk.img", "image_truncated") { lab, name in
            try lab.write(Array(ImageLab.disk(seed: 2).prefix(4 << 20)), to: name)
        },
        HostileImage("cut-disc.iso", "image_truncated") { lab, name in
            try lab.write(Array(ImageLab.iso(seed: 2).prefix(1 << 20)), to: name)
        },
    ]
}

/// The checksum of VHDX, bit by bit, so that it is not the one of the program.
private enum Castagnoli {
    static func sum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { value, byte in
            (0..<8).reduce(value ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
        }
    }
}
