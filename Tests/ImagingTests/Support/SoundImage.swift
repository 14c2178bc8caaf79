import Imaging
import StorageModel
import TestSupport
import Testing

/// Every way in which a good image is made here.
struct SoundImage: Sendable, CustomTestStringConvertible {
    var name: String
    var format: ImageFormat
    /// Options for `qemu-img convert`; nil for a file that is the disk itself.
    var options: [String]?
    /// In bytes; the format may round it up.
    var size = 16_384 * 512

    var testDescription: String { name }

    static let all: [SoundImage] = [
        SoundImage(name: "plain.qcow2", format: .qcow2, options: ["-O", "qcow2"]),
        SoundImage(name: "version2.qcow2", format: .qcow2, options: ["-O", "qcow2", "-o", "compat=0.10"]),
        SoundImage(name: "compressed.qcow2", format: .qcow2, options: ["-O", "qcow2", "-c"]),
        SoundImage(
            name: "zstd.qcow2", format: .qcow2, options: ["-O", "qcow2", "-c", "-o", "compression_type=zstd"]),
        SoundImage(name: "small.qcow2", format: .qcow2, options: ["-O", "qcow2", "-o", "cluster_size=512"]),
        SoundImage(name: "large.qcow2", format: .qcow2, options: ["-O", "qcow2", "-o", "cluster_size=2M"]),
        SoundImage(
            name: "preallocated.qcow2", format: .qcow2, options: ["-O", "qcow2", "-o", "preallocation=metadata"]),
        SoundImage(name: "sparse.vmdk", format: .vmdk, options: ["-O", "vmdk"]),
        SoundImage(
            name: "stream.vmdk", format: .vmdk, options: ["-O", "vmdk", "-o", "subformat=streamOptimized"]),
        SoundImage(name: "dynamic.vdi", format: .vdi, options: ["-O", "vdi"]),
        SoundImage(name: "static.vdi", format: .vdi, options: ["-O", "vdi", "-o", "static=on"]),
        SoundImage(name: "dynamic.vhdx", format: .vhdx, options: ["-O", "vhdx"]),
        SoundImage(name: "fixed.vhdx", format: .vhdx, options: ["-O", "vhdx", "-o", "subformat=fixed"]),
        SoundImage(name: "dynamic.vhd", format: .vpc, options: ["-O", "vpc", "-o", "force_size=on"]),
        SoundImage(
            name: "fixed.vhd", format: .vpc, options: ["-O", "vpc", "-o", "subformat=fixed,force_size=on"]),
        // 8 MiB is no whole number of cylinders.
        SoundImage(name: "geometry.vhd", format: .vpc, options: ["-O", "vpc"], size: 241 * 4 * 17 * 512),
        SoundImage(name: "disk.img", format: .raw),
        SoundImage(name: "disc.iso", format: .iso, size: 1024 * 2048),
    ]

    /// - Returns: the content of the disk.
    @discardableResult
    func make(in lab: ImageLab, seed: UInt64 = 1, sectors: Int = 16_384) async throws -> [UInt8] {
        let disk = format == .iso ? ImageLab.iso(seed: seed) : ImageLab.disk(seed: seed, sectors: sectors)
        guard let options else {
            try lab.write(disk, to: name)
            return disk
        }
        try lab.write(disk, to: name + ".raw")
        try await convert(lab, options)
        return disk
    }

    private func convert(_ lab: ImageLab, _ options: [String]) async throws {
        let run = try await ToolRun(
            ["convert", "-f", "raw"] + options + [lab.path(name + ".raw"), lab.path(name)], program: "/usr/bin/qemu-img"
        )
        try #require(run.status == 0, "\(run.error)")
    }
}
