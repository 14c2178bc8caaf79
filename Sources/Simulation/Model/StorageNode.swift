struct StorageNode: Sendable, Codable, Equatable {
    let uuid: String
    let name: String
    var adminState: String
    /// Whether its alert for not being online was cleared.
    var isAlertCleared = false
    let totalCapacity: Int

    var path: String { "/storage_nodes/\(uuid)" }
}

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

extension NodeDevice {
    func view(in node: StorageNode) -> JSONValue {
        var members: JSONObject = [
            "path": .string("\(node.path)/\(kind.rawValue)/\(id)"), "id": .string(id), "health": "ok",
            "op_state": "active", "slot_label": .string("\(number)"), "causes": [],
        ]
        if let size = kind.size { members["size"] = .int(size) }
        return .object(members)
    }
}

extension StorageNode {
    /// Times are text here: the Go SDK cannot decode the integers of the recorded schema.
    func view(available: Int, product: String) -> JSONValue {
        var members: JSONObject = [
            "path": .string(path), "uuid": .string(uuid), "name": .string(name), "health": "ok",
            "admin_state": .string(adminState), "op_state": "online", "type": "hybrid",
            "total_capacity": .int(totalCapacity), "total_raw_capacity": .int(totalCapacity),
            "available_capacity": .int(available), "sw_version": .string(product), "build_version": .string(product),
            "model": "simulated", "vendor": "Datera", "disconnected": false, "causes": [], "psus": [], "volumes": [],
            "storage_instances": [],
        ]
        for kind in NodeDevice.Kind.allCases {
            members[kind.rawValue] = .array(NodeDevice.all(kind).map { $0.view(in: self) })
        }
        return .object(members)
    }
}

struct MediaPolicy: Sendable, Codable, Equatable {
    let name: String
    let tenant: TenantPath
    var descr: String?
    var priority: Int

    var path: String { "/media_policies/\(name)" }
}
