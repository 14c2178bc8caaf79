import Imaging
import StorageModel
import TestSupport
import Testing
import datera_apply

/// Good images are accepted, with the facts that qemu-img has too.
@Suite struct SoundImageTests {
    private static let runner = SystemCommandRunner(path: nil)

    @Test(.thorough, arguments: SoundImage.all)
    func aGoodImageIsProved(_ image: SoundImage) async throws {
        let lab = try ImageLab()
        try await image.make(in: lab)
        let file = try ImageFile(lab.path(image.name))
        let source = try await ImageProof(Self.runner).source(file, declared: nil, volume: ("data", 1 << 30))
        #expect(source.facts.format == image.format)
        #expect(source.facts.virtualSize == UInt64(image.size))
        #expect(source.facts.fileSize == file.size)
        #expect(source.facts.notes == [])
        _ = try await ImageProof(Self.runner).source(file, declared: image.format, volume: nil)
    }

    /// Names that qemu-img would take for protocols, options or its own syntax.
    @Test(arguments: [
        "json:{x}.qcow2", "nbd:host.qcow2", "a,b=c.qcow2", "two\nlines.qcow2", "Grüße 🚢.qcow2", "\"quoted\"\\.qcow2",
        "-f.qcow2", "back\u{8}space.qcow2",
    ])
    func everyNameIsOnlyAName(_ name: String) async throws {
        let lab = try ImageLab()
        try await lab.qemuImage("create", "-q", "-f", "qcow2", lab.path("plain"), "4M")
        try lab.write(try lab.bytes("plain"), to: name)
        let file = try ImageFile(lab.path(name))
        let source = try await ImageProof(Self.runner).source(file, declared: .qcow2, volume: nil)
        #expect(source.facts.virtualSize == 4 << 20)
    }

    @Test func whatIsNoReasonToRefuseIsANote() async throws {
        let lab = try ImageLab()
        try await lab.qemuImage("create", "-q", "-f", "qcow2", lab.path("old.qcow2"), "4M")
        try await lab.qemuImage("snapshot", "-c", "before", lab.path("old.qcow2"))
        let facts = try ImageInspector.facts(try ImageFile(lab.path("old.qcow2")))
        #expect(facts.notes == ["it has 1 internal snapshots, which are not imported"])

        let raw = try ImageInspector.facts(try ImageFile(lab.path("old.qcow2")), declared: .raw)
        #expect(raw.format == .raw)
        #expect(raw.notes.count == 1)
    }

    /// OpenStack's inspector calls them unsafe, and what that calls unsafe is not imported.
    @Test func subclustersAreRefusedWithTheRemedy() async throws {
        let lab = try ImageLab()
        try await lab.qemuImage(
            "create", "-q", "-f", "qcow2", "-o", "extended_l2=on,cluster_size=32k", lab.path("new.qcow2"), "4M")
        let refusal = #expect(throws: ImageRefusal.self) {
            try ImageInspector.facts(try ImageFile(lab.path("new.qcow2")))
        }
        #expect(refusal?.code == "image_unsupported")
        #expect(refusal.map { "\($0)" }?.contains("qemu-img convert -O qcow2") == true)
    }

    @Test func aDiskOfOddLengthIsRoundedUpToSectors() throws {
        let lab = try ImageLab()
        let path = try lab.write([UInt8](repeating: 7, count: 1000), to: "odd.img")
        #expect(try ImageInspector.facts(try ImageFile(path)).virtualSize == 1024)
    }

    @Test func anImageMustFitIntoTheVolume() async throws {
        let lab = try ImageLab()
        try await lab.qemuImage("create", "-q", "-f", "qcow2", lab.path("large.qcow2"), "40G")
        let file = try ImageFile(lab.path("large.qcow2"))
        let commands = ScriptedCommands()
        let error = await #expect(throws: ImagingFailure.self) {
            try await ImageProof(commands).source(file, declared: nil, volume: ("orders-data", 20 << 30))
        }
        #expect(
            error.map { "\($0)" }
                == "the image needs 40 GiB, volume orders-data has 20 GiB; extend the volume or choose a smaller image")
        #expect(commands.commands == [])
    }
}
