import StorageModel

/// The command lines of qemu-img, as values.
package enum CopyCommand {
    static let program = "qemu-img"

    /// The most that qemu-img takes for `-m`.
    private static let coroutines = 16
    /// How long a copy may make no progress.
    package static let stallLimit = Duration.seconds(30)

    private static let readingMemory = 1 << 30
    private static let readingSeconds = 30

    /// What qemu-img reads in the header.
    static func info(_ path: String, _ format: ImageFormat) -> HostCommand {
        HostCommand(
            program, ["info", "--output=json", BlockNode.image(path, format).argument], deadline: .seconds(60),
            processorSeconds: readingSeconds, addressSpace: readingMemory)
    }

    /// The tables of an image, compared with each other. Large images take their time.
    static func check(_ path: String, _ format: ImageFormat) -> HostCommand {
        HostCommand(
            program, ["check", "--output=json", BlockNode.image(path, format).argument], deadline: .seconds(3600),
            processorSeconds: 1800, addressSpace: 4 << 30)
    }

    /// Image to volume. Every sector is written: what the image leaves out becomes zero.
    static func write(_ image: ImageSource, to endpoint: TargetEndpoint, portal: String) -> HostCommand {
        copy(
            ["convert", "-p", "-n", "-W", "-m", String(coroutines), "-S", "4k"] + endpoint.secretArguments
                + ["-O", "raw", image.node.argument, endpoint.node(portal: portal).argument])
    }

    /// Zeroes a part of the volume, by WRITE SAME or UNMAP where the array has them.
    static func zero(_ part: Range<UInt64>, of endpoint: TargetEndpoint, portal: String) -> HostCommand {
        let zeroes = BlockNode(
            "null-co", [("size", .number(part.upperBound - part.lowerBound)), ("read-zeroes", .flag(true))])
        return copy(
            ["convert", "-p", "-n", "-W", "-m", String(coroutines), "-S", "4k"] + endpoint.secretArguments
                + ["-O", "raw", zeroes.argument, endpoint.node(portal: portal, part: part).argument])
    }

    /// Compares image and volume, byte by byte; what the volume has behind the image must be zero.
    static func compare(_ image: ImageSource, with endpoint: TargetEndpoint, portal: String) -> HostCommand {
        copy(
            ["compare", "-p"] + endpoint.secretArguments
                + [image.node.argument, endpoint.node(portal: portal).argument])
    }

    /// Volume to image.
    ///
    /// - Parameter size: in bytes; what the volume has behind it is left out.
    static func read(
        _ endpoint: TargetEndpoint, portal: String, size: UInt64, to path: String, _ format: ExportFormat
    ) -> HostCommand {
        copy(
            ["convert", "-p", "-W", "-m", String(coroutines)] + endpoint.secretArguments + format.arguments
                + [endpoint.node(portal: portal, part: 0..<size).argument, path])
    }

    /// No limit of address space: with 16 coroutines qemu-img aborts under one.
    private static func copy(_ arguments: [String]) -> HostCommand {
        var command = HostCommand(program, arguments, deadline: nil, stallLimit: stallLimit)
        command.transferIsProgress = true
        return command
    }
}

/// An image that was proved, as the copy reads it.
package struct ImageSource: Hashable, Sendable {
    package var path: String
    package var facts: ImageFacts

    package init(path: String, facts: ImageFacts) {
        self.path = path
        self.facts = facts
    }

    var node: BlockNode { .image(path, facts.format) }
}

/// The formats that a volume can be exported to.
package enum ExportFormat: String, CaseIterable, Hashable, Sendable {
    case raw, qcow2, vmdk, vdi, vhdx, vpc

    /// With options where the default of qemu-img does not keep the size or is not understood elsewhere.
    var arguments: [String] {
        switch self {
        case .raw, .qcow2, .vdi, .vhdx: ["-O", rawValue]
        case .vmdk: ["-O", rawValue, "-o", "subformat=streamOptimized"]
        case .vpc: ["-O", rawValue, "-o", "force_size=on"]
        }
    }
}
