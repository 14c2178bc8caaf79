/// One exchangeable part of a storage node. Simulated parts are always well.
struct NodeDevice: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case hdd = "hdds"
        case flashDevice = "flash_devices"
        case bootDrive = "boot_drives"
        case nic = "nics"

        var count: Int {
            switch self {
            case .hdd: 8
            case .flashDevice, .bootDrive: 2
            case .nic: 4
            }
        }

        /// Bytes; nil for what stores nothing.
        var size: Int? {
            switch self {
            case .hdd: 8 << 40
            case .flashDevice: 2 << 40
            case .bootDrive: 1 << 37
            case .nic: nil
            }
        }

        var entity: String {
            switch self {
            case .hdd: "hdd"
            case .flashDevice: "nvm_flash_device"
            case .bootDrive: "boot_drive"
            case .nic: "nic"
            }
        }
    }

    let kind: Kind
    let number: Int

    var id: String { "\(kind.entity)-\(number)" }

    static func all(_ kind: Kind) -> [NodeDevice] { (1...kind.count).map { NodeDevice(kind: kind, number: $0) } }
}
