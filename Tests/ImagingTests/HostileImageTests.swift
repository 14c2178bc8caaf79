import Imaging
import StorageModel
import TestSupport
import Testing
import datera_apply

/// Images that are made to read files of the host, to exhaust it, or to be taken for what they are not.
@Suite struct HostileImageTests {
    @Test func thereAreManyOfThem() {
        #expect(HostileImage.all.count >= 60)
        #expect(Set(HostileImage.all.map(\.name)).count == HostileImage.all.count)
    }

    /// The inspector alone sees it: qemu-img, which would open what the image names, is not even started.
    @Test(.thorough, arguments: HostileImage.all)
    func itIsRefusedByNameBeforeAnyProgramReadsIt(_ image: HostileImage) async throws {
        let lab = try ImageLab()
        try await image.make(lab, image.name)
        let commands = ScriptedCommands()
        do {
            let file = try ImageFile(lab.path(image.name))
            let source = try await ImageProof(commands).source(
                file, declared: image.declared, volume: ("data", 64 << 30))
            Issue.record("accepted as \(source.facts)")
        } catch let refusal as ImageRefusal {
            #expect(refusal.code == image.code, "\(refusal)")
        } catch ImagingFailure.refused(let refusal) {
            #expect(refusal.code == image.code, "\(refusal)")
            #expect(!refusal.message.isEmpty && !refusal.hint.isEmpty)
        }
        #expect(commands.commands == [])
    }

    /// With `format: raw` the bytes of the file are the disk, and nothing in them is followed.
    @Test func whatIsDeclaredAsRawIsOnlyBytes() async throws {
        let lab = try ImageLab()
        let host = try HostileImage.hostFile(lab)
        try await lab.run(["create", "-q", "-f", "qcow2", "-b", host, "-F", "raw", lab.path("disk.img")])
        let file = try ImageFile(lab.path("disk.img"))
        let source = try await ImageProof(SystemCommandRunner(path: nil)).source(file, declared: .raw, volume: nil)
        #expect(source.facts.virtualSize == (file.size + 511) / 512 * 512)
    }

    @Test func aFileThatChangesMeanwhileIsRefused() async throws {
        let lab = try ImageLab()
        try await lab.sound("qcow2", as: "image.qcow2")
        let file = try ImageFile(lab.path("image.qcow2"))
        let commands = ScriptedCommands { command in
            guard command.arguments.first == "info" else { return nil }
            try? lab.patch("image.qcow2", at: 5 << 20, [1])
            return CommandResult(
                .exited(0), output: Array("{\"format\": \"qcow2\", \"virtual-size\": \(8 << 20)}".utf8))
        }
        let error = await #expect(throws: ImagingFailure.self) {
            try await ImageProof(commands).source(file, declared: nil, volume: nil)
        }
        #expect(error == .refused(.changed(file: file.path)))
    }
}
