import Imaging
import StorageModel
import TestSupport
import Testing

/// Whatever the bytes of a file are, reading them ends, with facts or a refusal.
@Suite struct MutationTests {
    @Test(.thorough, arguments: SoundImage.all)
    func randomBytesInAnImageNeverTrap(_ image: SoundImage) async throws {
        let lab = try ImageLab()
        try await image.make(in: lab, seed: 3, sectors: 2048)
        let whole = try lab.bytes(image.name)
        for seed in QuickTests.seeds(15) {
            var generator = SeededGenerator(seed: seed)
            var bytes = whole
            // What is read first decides most: header, descriptor, tables.
            let reach = generator.pick([128, 512, 4096, 70_000, 400_000, bytes.count])
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                let place = Int.random(in: 0..<min(reach, bytes.count), using: &generator)
                let value = generator.pick([0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &generator)])
                for index in place..<min(place + generator.pick([1, 2, 4, 8]), bytes.count) { bytes[index] = value }
            }
            if generator.chance(20) { bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator))) }
            let path = try lab.write(bytes, to: "mutated")
            for declared in [nil, image.format, .raw] { _ = refusal(of: path, declared: declared) }
        }
    }

    @Test func randomFilesAreRawOrRefused() throws {
        let lab = try ImageLab()
        for seed in QuickTests.seeds(100) {
            var generator = SeededGenerator(seed: seed)
            let count = Int.random(in: 0...4096, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let path = try lab.write(bytes, to: "random")
            for format in ImageFormat.allCases where format != .raw {
                #expect(refusal(of: path, declared: format) != nil)
            }
        }
    }
}
