import Diagnostics
import StorageModel

/// What a cinder.conf says where a manifest says nothing. `tenant`, `options`, `defaults` and `image_cache` are each taken as a whole:
/// a manifest that has the block has its own word on all of it.
struct DriverDefaults {
    private let values: [DriverOption.Name: DriverOption]
    private let collector: DiagnosticCollector

    /// How plans name the place of such a value.
    static let via = "cinder.conf"

    init(_ options: [DriverOption], collector: DiagnosticCollector) {
        values = Dictionary(options.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.collector = collector
    }

    /// As the driver reads `datera_tenant_id`: nothing, or `none`, is the root tenant.
    var tenant: Declared<StackHeader.Tenant>? {
        guard let option = values[.tenant] else { return nil }
        switch option.value.lowercased() {
        case "map": return Declared(.ofProjects, at: option.location)
        case "none": return Declared(.path(.root), at: option.location)
        default:
            return reader(Self.scalar(option.value, at: option.location), of: option)
                .tenantPath(from: option.value).map { Declared(.path($0), at: option.location) }
        }
    }

    var options: DriverOptions {
        var options = DriverOptions()
        options.debugReplicaCountOverride = values[.debugReplicaCountOverride]?.location
        options.disableExtendedMetadata = values[.disableExtendedMetadata]?.location
        options.disableTemplateOverride = values[.disableTemplateOverride] != nil
        return options
    }

    var defaults: DefaultsDeclaration {
        var defaults = DefaultsDeclaration(nil)
        if let type = values[.defaultType] {
            defaults.type = Declared(type.value, at: type.location, via: Self.via)
            defaults.toleratesUnknownType = true
        }
        if let option = values[.typeDefaults] { defaults.settings = settings(option) }
        if let option = values[.chapUser] { defaults.chap = chap(option) }
        return defaults
    }

    /// Nil unless the cache is switched on.
    var imageCache: ImageCacheDeclaration? {
        values[.imageCache].map { option in
            ImageCacheDeclaration(
                Declared(true, at: option.location, via: Self.via),
                volumeType: values[.imageCacheType].map { Declared($0.value, at: $0.location, via: Self.via) })
        }
    }

    /// Its keys are those of extra specs, without `DF:`.
    private func settings(_ option: DriverOption) -> VolumeSettings {
        let specs = option.value.split(separator: ",").map { pair -> Node.Entry in
            let parts = pair.split(separator: ":", maxSplits: 1).map { $0.trimmed }
            return Node.Entry(
                key: Node.Key(text: ExtraSpecs.prefix + (parts.first ?? ""), location: option.location),
                value: Self.scalar(parts.count == 2 ? parts[1] : "", at: option.location))
        }
        let block = Node.Entry(
            key: Node.Key(text: VolumeKey.extraSpecs.rawValue, location: option.location),
            value: Node(content: .mapping(specs), location: option.location))
        let type = Node(content: .mapping([block]), location: option.location)
        return VolumeSettings(type: reader(type, of: option), via: Self.via) ?? VolumeSettings()
    }

    private func chap(_ option: DriverOption) -> DesiredCHAP? {
        guard NameRule.name.accepts(option.value) else {
            collector.report(
                Diagnostic(
                    .error, "\(option.name.rawValue) must be \(NameRule.name.text)", at: option.location))
            return nil
        }
        return DesiredCHAP(
            location: option.location,
            credentials: CHAPCredentials(user: option.value, password: .environment(DriverOption.chapVariable)))
    }

    private func reader(_ node: Node, of option: DriverOption) -> ValueReader {
        ValueReader(node, label: "`\(option.name.rawValue)`", collector: collector)
    }

    private static func scalar(_ text: String, at location: SourceLocation) -> Node {
        Node(content: .scalar(Node.Scalar(text: text, isPlain: true)), location: location)
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(reversed().drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace))
    }
}
