import StorageModel

/// The `defaults` block: settings beneath every volume type, the type of volumes that name none, and CHAP for attachments.
struct DefaultsDeclaration {
    var type: Declared<String>?
    /// Whether a type that the manifest does not declare is left out with a warning: a cinder.conf is not written for
    /// one manifest.
    var toleratesUnknownType = false
    var settings = VolumeSettings()
    /// For every attachment that says nothing about CHAP.
    var chap: DesiredCHAP?

    init(_ reader: ValueReader?) {
        guard let reader,
            let fields = Fields<VolumeKey>(
                reader, of: "`defaults`", allowing: VolumeKey.ofDefaults, acceptsNull: true)
        else { return }
        type = fields[.type]?.declared { $0.text() }
        settings = VolumeSettings(fields, via: "defaults")
        chap = fields[.chap].flatMap(DesiredCHAP.init)
    }
}
