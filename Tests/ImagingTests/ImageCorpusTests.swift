import Glibc
import Imaging
import StorageModel
import TestSupport
import Testing
import datera_apply

/// Writes all images of these tests into a folder, with what is said of each, for `scripts/image-oracle.sh`.
@Suite struct ImageCorpusTests {
    private static let folder = getenv("IMAGE_CORPUS").map { String(cString: $0) }
    private static let mutations = 8

    @Test(.enabled(if: folder != nil, "only for scripts/image-oracle.sh")) func theCorpusIsWritten() async throws {
        let folder = try #require(Self.folder)
        var lines: [String] = []
        for image in HostileImage.all where image.isFile {
            let lab = try ImageLab()
            try await image.make(lab, image.name)
            lines.append(try await entry("hostile-\(image.name)", lab.path(image.name), image.declared, folder))
        }
        for image in SoundImage.all {
            let lab = try ImageLab()
            try await image.make(in: lab, seed: 3, sectors: 2048)
            lines.append(try await entry("sound-\(image.name)", lab.path(image.name), nil, folder))
            for number in 0..<Self.mutations {
                var generator = SeededGenerator(seed: UInt64(number))
                let path = try lab.write(try mutated(lab.bytes(image.name), &generator), to: "mutated-\(image.name)")
                lines.append(try await entry("mutated-\(number)-\(image.name)", path, nil, folder))
            }
        }
        let list = TemporaryFile()
        try list.write(lines.map { $0 + "\n" }.joined())
        try copy(list.path, to: folder + "/verdicts.tsv")
        #expect(lines.count > 150)
        // Otherwise the comparison would prove nothing.
        #expect(lines.count { $0.hasSuffix("\taccepted") } >= SoundImage.all.count)
    }

    /// In the header, where it matters to an inspector.
    private func mutated(_ whole: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = whole
        let reach = min(bytes.count, generator.pick([16, 128, 512, 70_000]))
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            bytes[Int.random(in: 0..<reach, using: &generator)] = generator.pick([0, 1, 4, 0x7F, 0x80, 0xFF])
        }
        return bytes
    }

    /// Copies the image, and says what becomes of it: refused, or accepted.
    private func entry(
        _ name: String, _ path: String, _ declared: ImageFormat?, _ folder: String
    ) async throws -> String {
        try copy(path, to: folder + "/" + name)
        do {
            let file = try ImageFile(path)
            _ = try await ImageProof(SystemCommandRunner(path: nil)).source(
                file, declared: declared, volume: ("data", 64 << 30))
            return "\(name)\taccepted"
        } catch let refusal as ImageRefusal {
            return "\(name)\t\(refusal.code)"
        } catch ImagingFailure.refused(let refusal) {
            return "\(name)\t\(refusal.code)"
        }
    }

    private func copy(_ path: String, to place: String) throws {
        let bytes = try TemporaryFile.bytes(at: path)
        let file = try #require(fopen(place, "w"))
        defer { fclose(file) }
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }
}
