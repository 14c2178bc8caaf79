import StorageModel

enum GuardKey: String, FieldKey {
    case maxDeletes = "max_deletes"
    case maxUpdatePercent = "max_update_pct"
    case maxProvisionedPercent = "max_provisioned_pct"
}

extension Guards {
    /// Reads `guards`.
    init?(_ reader: ValueReader) {
        guard let fields = Fields<GuardKey>(reader, of: "`guards`", acceptsNull: true) else { return nil }
        self.init(
            maxDeletes: fields[.maxDeletes]?.declared { $0.integer(in: 0...4096) },
            maxUpdatePercent: fields[.maxUpdatePercent]?.declared { $0.integer(in: 0...100) },
            maxProvisionedPercent: fields[.maxProvisionedPercent]?.declared { $0.integer(in: 1...1000) })
    }
}
