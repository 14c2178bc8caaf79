import Imaging
import StorageModel
import TestSupport
import Testing
import datera_apply

/// An image that was cut off is refused, or nothing of its disk was lost.
@Suite struct TruncationTests {
    private static let runner = SystemCommandRunner(path: nil)
    private static let cuts = 20

    @Test(.thorough, arguments: SoundImage.all)
    func aCutImageIsRefusedOrWhole(_ image: SoundImage) async throws {
        let lab = try ImageLab()
        try await image.make(in: lab, seed: 7)
        let whole = try lab.bytes(image.name)
        let expected = try await content(lab, image.name, image.format)
        var generator = SeededGenerator(seed: UInt64(whole.count))
        var refused = 0
        for cut in 0..<Self.cuts {
            // A few near the end, where the least is missing.
            let length =
                cut < 5 ? whole.count - 1 - cut * 300 : Int.random(in: 0..<whole.count, using: &generator)
            let name = "cut\(cut)-\(image.name)"
            try lab.write(Array(whole[..<length]), to: name)
            do throws(ImagingFailure) {
                let file = try opened(lab.path(name))
                let source = try await ImageProof(Self.runner).source(file, declared: nil, volume: nil)
                let found = try? await content(lab, name, source.facts.format)
                #expect(found == expected, "cut to \(length) of \(whole.count) bytes")
            } catch {
                guard case .refused = error else {
                    Issue.record("cut to \(length): \(error)")
                    continue
                }
                refused += 1
            }
        }
        #expect(refused >= Self.cuts / 2)
    }

    private func opened(_ path: String) throws(ImagingFailure) -> ImageFile {
        do throws(ImageRefusal) { return try ImageFile(path) } catch { throw .refused(error) }
    }

    /// The disk as qemu-img reads it.
    private func content(_ lab: ImageLab, _ name: String, _ format: ImageFormat) async throws -> [UInt8] {
        let output = "\(name).content"
        try await lab.qemuImage(
            "convert", "-f", format.driver, "-O", "raw", lab.path(name), lab.path(output))
        return try lab.bytes(output)
    }
}
