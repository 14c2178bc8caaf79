import Imaging
import StorageModel
import TestSupport
import Testing

/// A file that must not be imported, how it is made, and the code of the refusal.
struct HostileImage: Sendable, CustomTestStringConvertible {
    var name: String
    var code: String
    var declared: ImageFormat?
    /// Whether `oslo.utils` can be asked, too: it reads files only, and may not know the format.
    var isFile = true
    /// Makes the file of this name in the lab.
    var make: @Sendable (ImageLab, String) async throws -> Void

    init(
        _ name: String, _ code: String, declared: ImageFormat? = nil, isFile: Bool = true,
        make: @escaping @Sendable (ImageLab, String) async throws -> Void
    ) {
        self.name = name
        self.code = code
        self.declared = declared
        self.isFile = isFile
        self.make = make
    }

    var testDescription: String { name }

    static let all = qcow2Links + qcow2Tables + vmdk + virtualPC + vhdx + vdi + notImages

    /// What a host file would hold; an image that leaked it would show this.
    static let hostSecret = "the content of a file of this host"

    static func hostFile(_ lab: ImageLab) throws -> String {
        try lab.write(Array(hostSecret.utf8) + [UInt8](repeating: 0x55, count: 1 << 20), to: "host-file")
    }

    /// A qcow2 image with bytes of its header or tables replaced.
    static func patched(
        _ name: String, _ code: String, options: String = "compat=1.1",
        _ patches: @escaping @Sendable ([UInt8]) -> [(Int, [UInt8])]
    ) -> HostileImage {
        HostileImage(name, code) { lab, name in
            try await lab.sound("qcow2", options, as: name)
            for (offset, bytes) in patches(try lab.bytes(name)) { try lab.patch(name, at: offset, bytes) }
        }
    }
}

extension ImageLab {
    /// A good image of 8 MiB with data.
    func sound(_ format: String, _ options: String? = nil, as name: String) async throws {
        try write(Self.disk(seed: 5), to: "source.raw")
        let extra = options.map { ["-o", $0] } ?? []
        try await run(["convert", "-f", "raw", "-O", format] + extra + [path("source.raw"), path(name)])
    }

    func run(_ arguments: [String]) async throws {
        let run = try await ToolRun(arguments, program: "/usr/bin/qemu-img")
        try #require(run.status == 0, "\(arguments): \(run.error)")
    }
}
