import Diagnostics
import StorageModel

/// Applies volume types and defaults: the nearest block that says something wins.
struct TypeResolution {
    private let declaration: StackDeclaration
    private let collector: DiagnosticCollector
    private let defaultType: VolumeSettings?

    init(_ declaration: StackDeclaration, collector: DiagnosticCollector) {
        self.declaration = declaration
        self.collector = collector
        let defaults = declaration.header.defaults
        let types = declaration.volumeTypes
        guard let type = defaults.type, defaults.toleratesUnknownType, !types.knows(type.value) else {
            defaultType = defaults.type.flatMap { types.value(for: $0, reporting: collector) }
            return
        }
        defaultType = nil
        collector.report(
            Diagnostic(
                .warning, "the manifest has no volume type \(type.value.quoted), which is the default here",
                at: type.location,
                hint: "declare it under `volume_types`, or write `defaults: {}` into the manifest; until then volumes "
                    + "without `type` have none"))
    }

    /// The volume's own settings over those of its type over the defaults. The template that a type or the defaults
    /// name is for volumes that are made anew: a clone has the parts of its source.
    func settings(of volume: VolumeDeclaration) -> VolumeSettings {
        let type =
            volume.type.map { declaration.volumeTypes.value(for: $0, reporting: collector) } ?? defaultType
        var levels = [volume.settings, type ?? VolumeSettings(), declaration.header.defaults.settings]
        if volume.origin != nil { for level in levels.indices.dropFirst() { levels[level].template = nil } }
        let settings = levels[0].over(levels[1]).over(levels[2])
        guard let template = settings.template, let level = levels.firstIndex(where: { $0.template != nil }) else {
            return settings
        }
        switch volume.form {
        case .volume:
            reportBound(levels[...level], template)
            return settings.withoutBound
        case .tree:
            collector.report(
                Diagnostic(
                    .error, "the template \(template.value.quoted) decides which storage instances there are",
                    at: volume.type?.location ?? volume.key.location,
                    hint: "declare it under `volumes`, or give it a type without `template`"))
            return settings
        }
    }

    /// What a template decides cannot be said in the block that names it, nor nearer to the volume. What a farther
    /// block says is for volumes without a template.
    private func reportBound(_ levels: ArraySlice<VolumeSettings>, _ template: Declared<String>) {
        for (key, place) in levels.flatMap(\.bound) {
            collector.report(
                Diagnostic(
                    .error, "the template \(template.value.quoted) decides `\(key)`", at: place,
                    hint: "leave it out, or leave out `template`"))
        }
    }

    /// The settings of a part of an app instance: its own over those of its type over those of whatever it is part of.
    func settings(
        _ own: VolumeSettings, type reference: Declared<String>?, within outer: VolumeSettings
    ) -> VolumeSettings {
        guard let reference, let type = declaration.volumeTypes.value(for: reference, reporting: collector) else {
            return own.over(outer)
        }
        for key in type.keysOfWhole {
            collector.report(
                Diagnostic(
                    .error,
                    "the type \(reference.value.quoted) sets `\(key.rawValue)`, which the whole app instance has",
                    at: reference.location, hint: "set it on the app instance, and give this part another type"))
        }
        return own.over(type).over(outer)
    }
}

extension VolumeSettings {
    /// What is set here and cannot differ between the parts of one app instance.
    fileprivate var keysOfWhole: [VolumeKey] {
        Self.keys.filter { $0.isOfWhole && $0.place(self) != nil }.map(\.key)
    }

    /// What a template decides, with its places.
    fileprivate var bound: [(key: String, place: SourceLocation?)] {
        var result = Self.keys.filter { $0.authority == .template }.compactMap { key in
            key.place(self).map { (key: key.key.rawValue, place: $0.location) }
        }
        for field in QoSField.allCases {
            if let limit = qos.limits[field] { result.append((field.rawValue, limit.location)) }
        }
        if let rate = qos.iopsPerGiB { result.append((QoSKey.iopsPerGB.rawValue, rate.location)) }
        if let rate = qos.bandwidthPerGiB { result.append((QoSKey.bandwidthPerGB.rawValue, rate.location)) }
        return result
    }

    fileprivate var withoutBound: VolumeSettings {
        var settings = self
        for key in Self.keys where key.authority == .template { key.clear(&settings) }
        settings.qos = DesiredQoS()
        return settings
    }
}
