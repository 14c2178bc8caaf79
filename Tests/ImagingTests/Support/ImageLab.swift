// Whole files as bytes.
import FoundationEssentials
import Glibc
import Imaging
import StorageModel
import TestSupport
import Testing

/// A folder with image files that a test makes, by qemu-img and byte by byte.
struct ImageLab: Sendable {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    /// Runs qemu-img in this folder's place of files; its failure fails the test.
    func qemuImage(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let run = try await ToolRun(arguments, program: "/usr/bin/qemu-img")
        try #require(run.status == 0, "\(arguments): \(run.error)", sourceLocation: sourceLocation)
    }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: path(name)))
        return path(name)
    }

    func bytes(_ name: String) throws -> [UInt8] { try TemporaryFile.bytes(at: path(name)) }

    /// Overwrites some bytes; behind the end the file grows.
    func patch(_ name: String, at offset: Int, _ bytes: [UInt8]) throws {
        let file = try #require(fopen(path(name), "r+"))
        defer { fclose(file) }
        fseek(file, offset, SEEK_SET)
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }

    func cut(_ name: String, to length: Int) { truncate(path(name), off_t(length)) }

    /// A disk of 8 MiB: a partition table for all of it, random data here and there, holes between.
    static func disk(seed: UInt64, sectors: Int = 16_384) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var bytes = [UInt8](repeating: 0, count: sectors * 512)
        for _ in 0..<12 {
            let start = Int.random(in: 0..<sectors - 256, using: &generator) * 512
            let length = Int.random(in: 1...255, using: &generator) * 512
            for index in start..<start + length { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
        }
        // The last sector, so that what is cut off is never only a hole.
        for index in bytes.count - 512..<bytes.count { bytes[index] = UInt8.random(in: 1...255, using: &generator) }
        bytes.replaceSubrange(0..<512, with: partitionTable(sectors: UInt32(sectors)))
        return bytes
    }

    private static func partitionTable(sectors: UInt32) -> [UInt8] {
        var sector = [UInt8](repeating: 0, count: 512)
        sector[446 + 4] = 0x83
        sector.replaceSubrange(446 + 8..<446 + 12, with: UInt32(8).littleEndianBytes)
        sector.replaceSubrange(446 + 12..<446 + 16, with: (sectors - 8).littleEndianBytes)
        sector[510] = 0x55
        sector[511] = 0xAA
        return sector
    }

    /// An ISO image as far as its first volume descriptor goes.
    static func iso(seed: UInt64, blocks: Int = 1024) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: blocks * 2048)
        var generator = SeededGenerator(seed: seed)
        for index in 0x9000..<bytes.count { bytes[index] = UInt8.random(in: 1...255, using: &generator) }
        bytes.replaceSubrange(0x8000..<0x8006, with: [1] + Array("CD001".utf8))
        bytes.replaceSubrange(0x8050..<0x8054, with: UInt32(blocks).littleEndianBytes)
        bytes.replaceSubrange(0x8080..<0x8082, with: [0, 8])
        return bytes
    }
}

extension FixedWidthInteger {
    var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}

/// Why a file is refused; nil when it is not.
func refusal(
    of path: String, declared: ImageFormat? = nil
) -> ImageRefusal? {
    do throws(ImageRefusal) {
        _ = try ImageInspector.facts(try ImageFile(path), declared: declared)
        return nil
    } catch {
        return error
    }
}
