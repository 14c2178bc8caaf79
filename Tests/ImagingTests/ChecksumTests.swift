import Imaging
import Locking
import TestSupport
import Testing

/// Checksums as they are published, and the hash of a file.
@Suite struct ChecksumTests {
    private static let one = String(repeating: "1a", count: 32)
    private static let two = String(repeating: "2B", count: 32)

    @Test(arguments: ["sha256:\(one)", "SHA256:\(two)"])
    func aChecksumNamesItsAlgorithm(_ text: String) { #expect(Checksum(text) != nil) }

    @Test(arguments: [
        one, "sha256:\(one.dropLast())", "sha256:\(one)0", "sha512:\(one)", "sha256:\(one.dropLast())g", "",
    ])
    func otherTextIsNoChecksum(_ text: String) { #expect(Checksum(text) == nil) }

    @Test func bothFormsAreRead() throws {
        let list = ChecksumList(
            """
            # made by hand
            \(Self.one)  disk.qcow2
            \(Self.two) *./images/other disk.img
            SHA256 (b (1).raw) = \(Self.two)
            SHA512 (disk.qcow2) = \(Self.one)\(Self.one)
            d41d8cd98f00b204e9800998ecf8427e  disk.qcow2
            """, file: "SHA256SUMS")
        #expect(try list.entry(for: "/data/disk.qcow2").checksum == Checksum("sha256:" + Self.one))
        #expect(try list.entry(for: "other disk.img").line == 3)
        #expect(try list.entry(for: "b (1).raw").checksum == Checksum("sha256:" + Self.two))
        #expect(list.entries.count == 3)
    }

    @Test func theEnvelopeOfASignatureIsSkipped() throws {
        let list = ChecksumList(
            """
            -----BEGIN PGP SIGNED MESSAGE-----
            Hash: SHA512

            - \(Self.one)  disk.img
            -----BEGIN PGP SIGNATURE-----
            \(Self.two)  disk.img
            -----END PGP SIGNATURE-----
            """, file: "SHA256SUMS.asc")
        #expect(try list.entry(for: "disk.img").line == 4)
    }

    @Test func aNameMustBeThereOnce() throws {
        let text = "\(Self.one)  a.img\n\(Self.one)  x/a.img\n\(Self.one)  b.img\n\(Self.two)  y/b.img\n"
        let list = ChecksumList(text, file: "SUMS")
        #expect(try list.entry(for: "a.img").line == 1)
        let ambiguous = #expect(throws: ImageRefusal.self) { try list.entry(for: "b.img") }
        #expect(ambiguous?.message == "SUMS: lines 3 and 4 are both for b.img and differ")
        let missing = #expect(throws: ImageRefusal.self) { try list.entry(for: "c.img") }
        #expect(missing?.message == "SUMS: none of its 4 lines is for c.img")
        #expect(throws: ImageRefusal.self) { try ChecksumList("<html>", file: "SUMS").entry(for: "a.img") }
    }

    /// Against `sha256sum`, which was written by others.
    @Test(arguments: [0, 1, 511, 1 << 20, (1 << 20) + 1, 3_333_333])
    func theHashIsThatOfSha256sum(_ count: Int) async throws {
        let lab = try ImageLab()
        var generator = SeededGenerator(seed: UInt64(count))
        var word: UInt64 = 0
        let bytes = (0..<count).map { index in
            if index.isMultiple(of: 8) { word = generator.next() }
            return UInt8(truncatingIfNeeded: word >> (UInt64(index % 8) * 8))
        }
        let path = try lab.write(bytes, to: "file")
        let steps = Locked<[UInt64]>([])
        let found = try await ContentHash.sha256(of: try ImageFile(path)) { done in steps.withLock { $0.append(done) } }
        let expected = try await ToolRun([path], program: "/usr/bin/sha256sum").output.prefix(64)
        #expect(found.hex == expected)
        #expect(steps.withLock { $0.last ?? 0 } == UInt64(count))
    }

    @Test func anotherChecksumIsRefusedWithItsOrigin() async throws {
        let lab = try ImageLab()
        let file = try ImageFile(try lab.write([1, 2, 3], to: "file"))
        let expected = try #require(Checksum("sha256:" + Self.one))
        let error = await #expect(throws: ImagingFailure.self) {
            try await ContentHash.require(expected, of: file, source: "SHA256SUMS:2")
        }
        guard case .refused(let refusal) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(refusal.code == "image_checksum")
        #expect(refusal.message.hasSuffix("expected is sha256:\(Self.one) (SHA256SUMS:2)"))
    }

    @Test func hashingCanBeCancelled() async throws {
        let lab = try ImageLab()
        let file = try ImageFile(try lab.write([UInt8](repeating: 0, count: 8 << 20), to: "file"))
        let task = Task {
            try await ContentHash.sha256(of: file) { done in
                if done == 1 << 20 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        let result = await task.result
        #expect(throws: ImagingFailure.cancelled) { try result.get() }
    }
}
