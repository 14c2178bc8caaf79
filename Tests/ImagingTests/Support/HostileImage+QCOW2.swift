import Imaging
import StorageModel
import TestSupport
import Testing

extension HostileImage {
    /// Images that name other files or need a key.
    static let qcow2Links: [HostileImage] = [
        HostileImage("backing.qcow2", "image_backing_file") { lab, name in
            let host = try hostFile(lab)
            try await lab.run(["create", "-q", "-f", "qcow2", "-b", host, "-F", "raw", lab.path(name)])
        },
        HostileImage("backing-json.qcow2", "image_backing_file") { lab, name in
            let node = "json:{\"driver\":\"raw\",\"file\":{\"driver\":\"file\",\"filename\":\"/etc/passwd\"}}"
            try await lab.run(["create", "-q", "-f", "qcow2", "-u", "-b", node, "-F", "raw", lab.path(name), "8M"])
        },
        patched("backing-length.qcow2", "image_backing_file") { _ in [(16, UInt32(5).bigEndianBytes)] },
        patched("backing-format.qcow2", "image_backing_file") { header in
            let end = Int(header[103])
            return [(end, UInt32(0xE279_2ACA).bigEndianBytes + UInt32(3).bigEndianBytes + Array("raw".utf8))]
        },
        HostileImage("data-file.qcow2", "image_data_file") { lab, name in
            try await lab.run([
                "create", "-q", "-f", "qcow2", "-o", "data_file=\(lab.path("outside")),data_file_raw=on",
                lab.path(name),
                "8M",
            ])
            _ = try lab.write(Array(hostSecret.utf8), to: "outside")
        },
        patched("data-file-bit.qcow2", "image_data_file") { _ in [(72, UInt64(4).bigEndianBytes)] },
        patched("data-file-name.qcow2", "image_data_file") { header in
            let end = Int(header[103])
            return [(end, UInt32(0x4441_5441).bigEndianBytes + UInt32(11).bigEndianBytes + Array("/etc/passwd".utf8))]
        },
        // By hand: qemu-img measures the processor when it makes one, and fails now and then on a busy machine.
        patched("luks.qcow2", "image_encrypted") { header in
            let place = UInt64(1 << 20).bigEndianBytes + UInt64(4096).bigEndianBytes
            let end = Int(header[103])
            return [
                (32, UInt32(2).bigEndianBytes),
                (end, UInt32(0x0537_BE77).bigEndianBytes + UInt32(16).bigEndianBytes + place),
            ]
        },
        patched("luks-extension.qcow2", "image_encrypted") { header in
            [(Int(header[103]), UInt32(0x0537_BE77).bigEndianBytes + UInt32(16).bigEndianBytes)]
        },
        patched("aes.qcow2", "image_encrypted") { _ in [(32, UInt32(1).bigEndianBytes)] },
    ]

    /// Images whose numbers are wrong.
    static let qcow2Tables: [HostileImage] = [
        patched("corrupt-bit.qcow2", "image_corrupt") { _ in [(72, UInt64(2).bigEndianBytes)] },
        patched("dirty-bit.qcow2", "image_corrupt") { _ in [(72, UInt64(1).bigEndianBytes)] },
        patched("unknown-bit.qcow2", "image_unsupported") { _ in [(72, UInt64(1 << 40).bigEndianBytes)] },
        patched("version9.qcow2", "image_unsupported") { _ in [(4, UInt32(9).bigEndianBytes)] },
        patched("size0.qcow2", "image_empty") { _ in [(24, UInt64(0).bigEndianBytes)] },
        patched("size-huge.qcow2", "image_corrupt") { _ in [(24, UInt64(1 << 62).bigEndianBytes)] },
        patched("size-most.qcow2", "image_corrupt") { _ in [(24, UInt64.max.bigEndianBytes)] },
        patched("cluster-bits.qcow2", "image_corrupt") { _ in [(20, UInt32(63).bigEndianBytes)] },
        patched("l1-huge.qcow2", "image_corrupt") { _ in [(36, UInt32.max.bigEndianBytes)] },
        patched("l1-behind.qcow2", "image_truncated") { _ in [(40, UInt64(1 << 40).bigEndianBytes)] },
        patched("l1-overflow.qcow2", "image_truncated") { _ in [(40, (UInt64.max << 16).bigEndianBytes)] },
        patched("refcounts-behind.qcow2", "image_truncated") { _ in [(48, UInt64(1 << 40).bigEndianBytes)] },
        patched("l2-twice.qcow2", "image_corrupt", options: "cluster_size=4k") { bytes in
            let table = Int(bytes[40..<48].reduce(0) { $0 << 8 | UInt64($1) })
            return [(table + 8, Array(bytes[table..<table + 8]))]
        },
        patched("l2-reserved.qcow2", "image_corrupt") { bytes in
            let table = Int(bytes[40..<48].reduce(0) { $0 << 8 | UInt64($1) })
            return [(table + 7, [bytes[table + 7] | 0x1F])]
        },
        patched("extension-endless.qcow2", "image_corrupt") { header in
            [(Int(header[103]), UInt32(0x1234).bigEndianBytes + UInt32.max.bigEndianBytes)]
        },
        HostileImage("petabyte.qcow2", "image_too_large") { lab, name in
            try await lab.run(["create", "-q", "-f", "qcow2", "-o", "cluster_size=2M", lab.path(name), "1P"])
        },
        HostileImage("cut.qcow2", "image_truncated") { lab, name in
            try await lab.sound("qcow2", as: name)
            lab.cut(name, to: try lab.bytes(name).count / 2)
        },
    ]
}
