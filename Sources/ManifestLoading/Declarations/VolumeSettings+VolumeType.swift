import Diagnostics
import StorageModel

extension VolumeSettings {
    /// Reads one entry of `volume_types`.
    init?(type reader: ValueReader) {
        let key = reader.resourceKey()
        self.init(type: reader, via: "volume_types.\(key ?? "")")
    }

    /// - Parameter via: how values are shown to come from this block.
    init?(type reader: ValueReader, via: String) {
        guard
            let fields = Fields<VolumeKey>(
                reader, of: "a volume type", allowing: VolumeKey.ofVolumeTypes, acceptsNull: true)
        else { return nil }
        let plain = VolumeSettings(fields, via: via)
        guard let specs = fields[.extraSpecs].flatMap(ExtraSpecs.init) else {
            self = plain
            return
        }
        let block = ValueReader(specs.block, label: "extra_specs", collector: reader.collector)
        let pasted =
            Fields<VolumeKey>(block, of: "extra_specs").map { VolumeSettings($0, via: via) } ?? VolumeSettings()
        Self.reportDisagreements(plain, pasted, reader.collector)
        self = plain.over(pasted)
        if plain.placement == nil { completePlacement(given: pasted, via, reader.collector) }
    }

    /// Pasted extra specs often name one of the two notions of placement. Cinder's driver goes by the product and takes
    /// its default where the type says nothing that this product knows (dsp-api.md section 5); so does the manifest, on
    /// either product.
    private mutating func completePlacement(
        given pasted: VolumeSettings, _ via: String, _ collector: DiagnosticCollector
    ) {
        guard template == nil else { return }
        if let mode = pasted.placementMode, placementPolicy == nil {
            placementPolicy = Declared("default", at: mode.location, via: via)
            collector.report(
                .driversPlacement(.placementMode, "from 3.3 on", "placement policy `default`", at: mode.location))
        }
        if let policy = pasted.placementPolicy, placementMode == nil {
            placementMode = Declared(.hybrid, at: policy.location, via: via)
            collector.report(
                .driversPlacement(.placementPolicy, "before 3.3", "placement mode `hybrid`", at: policy.location))
        }
    }

    /// A field may be given both ways, but then both must say the same.
    private static func reportDisagreements(
        _ plain: VolumeSettings, _ pasted: VolumeSettings, _ collector: DiagnosticCollector
    ) {
        func report(_ key: String, _ plain: SourceLocation?, _ pasted: SourceLocation?) {
            let place = plain.map { " at \($0)" } ?? ""
            collector.report(
                Diagnostic(.error, "`DF:\(key)` conflicts with `\(key)`\(place)", at: pasted))
        }
        func compare<Value>(_ key: String, _ plain: Declared<Value>?, _ pasted: Declared<Value>?) {
            guard let plain, let pasted, plain.value != pasted.value else { return }
            report(key, plain.location, pasted.location)
        }
        for key in keys where key.disagree(plain, pasted) {
            report(key.key.rawValue, key.place(plain)?.location, key.place(pasted)?.location)
        }
        compare(QoSKey.iopsPerGB.rawValue, plain.qos.iopsPerGiB, pasted.qos.iopsPerGiB)
        compare(QoSKey.bandwidthPerGB.rawValue, plain.qos.bandwidthPerGiB, pasted.qos.bandwidthPerGiB)
        for field in QoSField.allCases {
            compare(field.rawValue, plain.qos.limits[field], pasted.qos.limits[field])
        }
    }
}

extension Diagnostic {
    fileprivate static func driversPlacement(
        _ key: VolumeKey, _ products: String, _ instead: String, at location: SourceLocation?
    ) -> Diagnostic {
        Diagnostic(
            .note,
            "products \(products) have no `\(key.rawValue)`: there a volume of this type gets \(instead),"
                + "as with Cinder's driver", at: location)
    }
}
