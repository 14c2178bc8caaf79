/// The options of a cinder.conf that mean something here, as the file calls them.
package enum CinderOption: String, CaseIterable, Sendable {
    case address = "san_ip"
    case user = "san_login"
    case password = "san_password"
    case clientCertificate = "driver_client_cert"
    case clientKey = "driver_client_cert_key"
    case port = "datera_api_port"
    case apiVersion = "datera_api_version"
    case ldapServer = "datera_ldap_server"
    case retryInterval = "datera_503_interval"
    case retryTimeout = "datera_503_timeout"
    case debug = "datera_debug"
    case disableProfiler = "datera_disable_profiler"
    case debugReplicaCountOverride = "datera_debug_replica_count_override"
    case disableExtendedMetadata = "datera_disable_extended_metadata"
    case disableTemplateOverride = "datera_disable_template_override"
    case imageCache = "datera_enable_image_cache"
    case imageCacheType = "datera_image_cache_volume_type_id"
    case tenant = "datera_tenant_id"
    case typeDefaults = "datera_volume_type_defaults"
    case defaultType = "default_volume_type"
    case usesCHAP = "use_chap_auth"
    case chapUser = "chap_username"
    case chapPassword = "chap_password"

    enum Kind {
        case text, flag, version
        /// Never shown, in no message.
        case secret
        /// A whole number.
        case number(ClosedRange<Int>)
        /// `a:1,b:2`
        case pairs
    }

    var kind: Kind {
        switch self {
        case .address, .user, .clientCertificate, .clientKey, .ldapServer, .imageCacheType, .tenant, .defaultType,
            .chapUser:
            .text
        case .password, .chapPassword: .secret
        case .apiVersion: .version
        case .port: .number(1...65_535)
        case .retryInterval, .retryTimeout: .number(0...86_400)
        case .debug, .disableProfiler, .debugReplicaCountOverride, .disableExtendedMetadata, .disableTemplateOverride,
            .imageCache, .usesCHAP:
            .flag
        case .typeDefaults: .pairs
        }
    }

    /// Whether it is an option of Cinder as a whole and not of one backend.
    var isGlobal: Bool { self == .defaultType }

    /// Deprecated by the driver, too; said when it is set.
    var isDeprecated: Bool { self == .port || self == .apiVersion }

    /// Words of oslo.config, in any case.
    static let flagWords = [
        "true": true, "1": true, "on": true, "yes": true, "false": false, "0": false, "off": false, "no": false,
    ]

    /// What is wrong with a value; nil for a sound one.
    func problem(with value: String) -> String? {
        switch kind {
        case .text, .secret: return nil
        case .flag: return Self.flagWords[value.lowercased()] == nil ? "takes true or false" : nil
        case .version:
            let isKnown = APIVersionSpelling.version(of: value) != nil
            return isKnown ? nil : "takes \(APIVersionSpelling.known); leave it out to let the newest be negotiated"
        case .number(let range):
            let isSound = Int(value).map(range.contains) ?? false
            return isSound ? nil : "takes a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .pairs:
            let pairs = value.split(separator: ",", omittingEmptySubsequences: false).map { pair in
                pair.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                    .map { String($0).trimmingBlanks }
            }
            guard pairs.allSatisfy({ $0.count == 2 && !$0[0].isEmpty }) else {
                return "takes NAME:VALUE pairs with commas between them, for instance `replica_count:2,ip_pool:default`"
            }
            return Set(pairs.map { $0[0] }).count == pairs.count ? nil : "names an option twice"
        }
    }
}
