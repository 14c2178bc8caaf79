import StorageModel

/// The `defaults` block: settings beneath every volume type, and the type of volumes that name none.
struct DefaultsDeclaration {
    var type: Declared<String>?
    var settings = VolumeSettings()

    init(_ reader: ValueReader?) {
        guard let reader,
            let fields = Fields<BodyKey>(
                reader, of: "`defaults`", allowing: BodyKey.ofDefaults, acceptsNull: true)
        else { return }
        type = fields[.type]?.declared { $0.text() }
        settings = VolumeSettings(fields, via: "defaults")
    }
}
