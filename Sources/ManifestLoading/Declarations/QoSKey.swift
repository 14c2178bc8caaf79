package import StorageModel

/// The keys of a `qos` block: the DSP's six limits and the two rates per GiB.
package enum QoSKey: FieldKey {
    case limit(QoSField)
    case iopsPerGB
    case bandwidthPerGB

    package static let allCases: [QoSKey] = QoSField.allCases.map(limit) + [iopsPerGB, bandwidthPerGB]

    package init?(rawValue: String) {
        switch rawValue {
        case "iops_per_gb": self = .iopsPerGB
        case "bandwidth_per_gb": self = .bandwidthPerGB
        default:
            guard let field = QoSField(rawValue: rawValue) else { return nil }
            self = .limit(field)
        }
    }

    package var rawValue: String {
        switch self {
        case .limit(let field): field.rawValue
        case .iopsPerGB: "iops_per_gb"
        case .bandwidthPerGB: "bandwidth_per_gb"
        }
    }
}

extension DesiredQoS {
    init?(_ reader: ValueReader, via: String?) {
        guard let fields = Fields<QoSKey>(reader, of: "`qos`") else { return nil }
        self.init(
            iopsPerGiB: fields[.iopsPerGB]?.declared(via: via) { $0.rate(.totalIOPS) },
            bandwidthPerGiB: fields[.bandwidthPerGB]?.declared(via: via) { $0.rate(.totalBandwidth) })
        for field in QoSField.allCases {
            limits[field] = fields[.limit(field)]?.declared(via: via) { $0.limit(field) }
        }
    }
}
