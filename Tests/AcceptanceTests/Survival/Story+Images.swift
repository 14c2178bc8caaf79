import StorageModel
import TestSupport

/// Volumes with images: written from the file, by way of the image cache, and as a clone of what it holds. The array of
/// these stories serves the bytes.
extension Story {
    static let images: [Story] = [
        Story(name: "image-written", manifest: stack("image-written", cache: "", boot), image: sample),
        Story(name: "image-cache-fill", manifest: stack("image-cache-fill", boot), image: sample),
        Story(
            name: "image-cache-clone", before: [Scenario.Act(manifest: stack("image-cache-clone", boot))],
            manifest: stack("image-cache-clone", boot + data), image: sample),
        Story(
            name: "image-cache-prune", before: [Scenario.Act(manifest: stack("image-cache-prune", boot))],
            manifest: stack("image-cache-prune", boot),
            arguments: ["image", "cache", "prune", "--all", "--allow-destroy", "--max-deletes", "1"],
            takesManifest: false, image: sample, holdsImage: false),
    ].filter { Soak.part.map($0.name.hasPrefix) ?? true }

    /// A raw image that is there as long as the tests run.
    struct Image: Sendable {
        var folder: TemporaryFolder
        var text: String
        var path: String { "\(folder.path)/disk.img" }
        var checksum: String { Digest.sha256(text) }
    }

    /// 1 MiB of letters; nil where it cannot be written, and then each of its stories fails.
    static let sample: Image? = {
        var generator = SeededGenerator(seed: 17)
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let text = String((0..<1 << 20).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
        guard let folder = try? TemporaryFolder(), (try? folder.write(text, to: "disk.img")) != nil else { return nil }
        return Image(folder: folder, text: text)
    }()

    private static let file = """
        {file: "\(sample?.path ?? "")", format: raw, checksum: "sha256:\(sample?.checksum ?? "")"}
        """
    private static let boot = "  boot: {size: 1GiB, image: \(file)}\n"
    private static let data = "  data: {size: 2GiB, image: \(file), qos: {total_iops_max: 900}}\n"

    private static func stack(_ name: String, cache: String = "image_cache: {max_volumes: 2}\n", _ volumes: String)
        -> String
    {
        """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: \(name)
        \(cache)initiators: {build-01: "iqn.1993-08.org.debian:01:build01"}
        attachments: {boot: {initiators: [build-01], chap: {user: builduser, password: "env:CHAP"}}}
        volumes:
        \(volumes)
        """
    }

    /// The volumes that do not begin with the bytes of the image, when all is done.
    func wrongBytes(on array: SimulatedDSP) async throws -> [String] {
        guard let image, holdsImage else { return [] }
        let targets = try await array.admin("GET", "/_sim/data")["targets"]?.elements ?? []
        let files = targets.flatMap { $0["luns"]?.elements ?? [] }.compactMap { $0["file"]?.text }
        return files.compactMap { file in
            let bytes = try? TemporaryFile.bytes(at: file, upTo: image.text.utf8.count)
            return bytes.map { $0.elementsEqual(image.text.utf8) } == true ? nil : "\(file) does not hold the image"
        }
    }
}
