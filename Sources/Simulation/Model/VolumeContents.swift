/// Where the bytes of a volume come from when it did not begin empty. The rules only keep a record of it; the data path,
/// where there is one, copies files by it.
struct VolumeContents: Sendable, Codable, Equatable {
    /// The data file that the bytes were copied from, when the volume was cloned or last restored.
    var origin: String
    /// How often the volume was restored. Each restore makes a new data file, so that the record and the files agree
    /// however a process ends between the two.
    var restores = 0
}

extension Volume {
    /// The data file that holds the volume's bytes, relative to the data directory.
    var dataFile: String {
        let restores = contents?.restores ?? 0
        return "volumes/" + uuid.asFileName + (restores > 0 ? ".\(restores)" : "")
    }

    /// The size that the data path serves, in bytes: whole sectors, though the 2.1 schema admits fractions of a GiB.
    var servedBytes: Int {
        let sectors = min(max(0, size), Self.mostGibibytes) * Self.sectorsPerGibibyte
        return Int(sectors) * 512
    }

    private static let sectorsPerGibibyte: Double = 2_097_152
    /// A PiB: more cannot be a file.
    private static let mostGibibytes: Double = 1_048_576
}

extension Snapshot {
    /// The data file that holds what one of the frozen volumes had.
    func dataFile(of volume: Volume) -> String { "snapshots/\(volume.uuid.asFileName)@\(uuid.asFileName)" }
}

extension String {
    /// The text with everything but letters, digits and hyphens replaced: uuids come from clients too.
    fileprivate var asFileName: String {
        String(map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" })
    }
}
