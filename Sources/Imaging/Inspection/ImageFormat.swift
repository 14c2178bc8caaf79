package import StorageModel

extension ImageFormat {
    /// The block driver of qemu-img that reads it.
    package var driver: String {
        switch self {
        case .raw, .iso: "raw"
        case .qcow2: "qcow2"
        case .vmdk: "vmdk"
        case .vdi: "vdi"
        case .vhdx: "vhdx"
        case .vpc: "vpc"
        }
    }

    /// Whether `qemu-img check` knows it.
    package var hasCheck: Bool {
        switch self {
        case .qcow2, .vdi, .vhdx, .vmdk: true
        case .raw, .vpc, .iso: false
        }
    }

    /// Also takes `vhd`, which is what most people call it.
    package init?(named name: String) {
        if name == "vhd" {
            self = .vpc
        } else {
            self.init(rawValue: name)
        }
    }

    /// What a file with this ending is expected to hold. The content decides; an ending that contradicts it is refused.
    init?(fileName name: String) {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        switch name[name.index(after: dot)...].lowercased() {
        case "qcow2": self = .qcow2
        case "vmdk": self = .vmdk
        case "vdi": self = .vdi
        case "vhdx": self = .vhdx
        case "vhd", "vpc": self = .vpc
        case "iso": self = .iso
        default: return nil
        }
    }
}

/// What an image is, read from its own bytes.
package struct ImageFacts: Hashable, Sendable {
    package var format: ImageFormat
    /// In bytes: what a volume must have to hold it.
    package var virtualSize: UInt64
    /// In bytes.
    package var fileSize: UInt64
    /// What its owner should know and what is no reason to refuse it; each a sentence without a full stop.
    package var notes: [String]

    package init(format: ImageFormat, virtualSize: UInt64, fileSize: UInt64, notes: [String] = []) {
        self.format = format
        self.virtualSize = virtualSize
        self.fileSize = fileSize
        self.notes = notes
    }
}
