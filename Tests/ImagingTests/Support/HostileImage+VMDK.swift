import Imaging
import StorageModel
import TestSupport
import Testing

extension HostileImage {
    static let vmdk: [HostileImage] = [
        HostileImage("flat.vmdk", "image_extents") { lab, name in
            let host = try hostFile(lab)
            try lab.write(descriptor(kind: "monolithicFlat", extent: "RW 2048 FLAT \"\(host)\" 0"), to: name)
        },
        HostileImage("relative.vmdk", "image_extents") { lab, name in
            _ = try hostFile(lab)
            try lab.write(descriptor(kind: "twoGbMaxExtentFlat", extent: "RW 2048 FLAT \"host-file\" 0"), to: name)
        },
        HostileImage("split.vmdk", "image_extents") { lab, name in
            try await lab.sound("vmdk", "subformat=twoGbMaxExtentSparse", as: name)
        },
        HostileImage("split-part.vmdk", "image_extents") { lab, name in
            try await lab.sound("vmdk", "subformat=twoGbMaxExtentSparse", as: "parts.vmdk")
            try lab.write(try lab.bytes("parts-s001.vmdk"), to: name)
        },
        HostileImage("no-comment.vmdk", "image_extents") { lab, name in
            let text = descriptor(kind: "vmfs", extent: "RW 2048 VMFS \"/etc/passwd\" 0")
            let start = try #require(text.firstIndex(of: 10))
            try lab.write([10, 10] + text[(start + 1)...], to: name)
        },
        HostileImage("esx.vmdk", "image_extents") { lab, name in
            try lab.write(Array("COWD".utf8) + [UInt8](repeating: 0, count: 4096), to: name)
        },
        // qemu reads a header without capacity as an envelope of a descriptor.
        HostileImage("envelope.vmdk", "image_extents") { lab, name in
            let host = try hostFile(lab)
            try await lab.sound("vmdk", as: name)
            try lab.patch(name, at: 12, UInt64(0).littleEndianBytes)
            try lab.patch(name, at: 512, descriptor(kind: "monolithicFlat", extent: "RW 2048 FLAT \"\(host)\" 0") + [0])
        },
        HostileImage("second-extent.vmdk", "image_extents") { lab, name in
            try await lab.sound("vmdk", as: name)
            try lab.patch(
                name, at: 512,
                descriptor(
                    kind: "monolithicSparse",
                    extent: "RW 16384 SPARSE \"\(name)\"\nRW 2048 FLAT \"/etc/passwd\" 0") + [0])
        },
        HostileImage("extent-path.vmdk", "image_extents") { lab, name in
            try await lab.sound("vmdk", as: name)
            try lab.patch(
                name, at: 512, descriptor(kind: "monolithicSparse", extent: "RW 16384 SPARSE \"/etc/passwd\"") + [0])
        },
        HostileImage("kind.vmdk", "image_extents") { lab, name in
            try await lab.sound("vmdk", as: name)
            try lab.patch(name, at: 512, descriptor(kind: "custom", extent: "RW 16384 SPARSE \"\(name)\"") + [0])
        },
        HostileImage("parent.vmdk", "image_backing_file") { lab, name in
            let host = try hostFile(lab)
            try await lab.sound("vmdk", as: name)
            let text = descriptor(
                kind: "monolithicSparse", extent: "RW 16384 SPARSE \"\(name)\"", parent: "12345678",
                more: "parentFileNameHint=\"\(host)\"\n")
            try lab.patch(name, at: 512, text + [0])
        },
        HostileImage("text-mode.vmdk", "image_corrupt") { lab, name in
            try await lab.sound("vmdk", as: name)
            try lab.patch(name, at: 75, [10])
        },
        HostileImage("directory-behind.vmdk", "image_truncated") { lab, name in
            try await lab.sound("vmdk", as: name)
            try lab.patch(name, at: 56, UInt64(1 << 50).littleEndianBytes)
        },
        HostileImage("directory-overflow.vmdk", "image_truncated") { lab, name in
            try await lab.sound("vmdk", as: name)
            try lab.patch(name, at: 56, UInt64(1 << 60 | 3).littleEndianBytes)
        },
        HostileImage("grains.vmdk", "image_corrupt") { lab, name in
            try await lab.sound("vmdk", as: name)
            try lab.patch(name, at: 20, (UInt64(1) << 63).littleEndianBytes)
        },
        HostileImage("no-footer.vmdk", "image_truncated") { lab, name in
            try await lab.sound("vmdk", "subformat=streamOptimized", as: name)
            try lab.patch(name, at: 56, UInt64.max.littleEndianBytes)
        },
    ]

    private static func descriptor(
        kind: String, extent: String, parent: String = "ffffffff", more: String = ""
    ) -> [UInt8] {
        Array(
            """
            # Disk DescriptorFile
            version=1
            CID=fffffffe
            parentCID=\(parent)
            createType="\(kind)"
            \(more)
            # Extent description
            \(extent)

            ddb.adapterType = "ide"

            """.utf8)
    }
}
