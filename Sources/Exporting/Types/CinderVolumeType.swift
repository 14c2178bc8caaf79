/// A volume type of OpenStack, as far as it concerns a DSP.
package struct CinderVolumeType: Sendable, Equatable {
    package var name: String
    /// Extra specs, with all their prefixes.
    package var specs: [String: String]
    package var isPublic: Bool
    package var isEncrypted: Bool

    package init(name: String, specs: [String: String] = [:], isPublic: Bool = true, isEncrypted: Bool = false) {
        self.name = name
        self.specs = specs
        self.isPublic = isPublic
        self.isEncrypted = isEncrypted
    }
}

/// Why a list of volume types cannot be used.
package enum CinderTypeProblem: Error, Equatable, CustomStringConvertible {
    case notJSON
    case notAList
    /// An entry, counted from 1.
    case entry(Int, String)
    case sameName(String)

    package var description: String {
        switch self {
        case .notJSON: "it is not JSON; make it with `openstack volume type list --long -f json`"
        case .notAList: "it is not a list of volume types; make it with `openstack volume type list --long -f json`"
        case .entry(let number, let text): "entry \(number) \(text)"
        case .sameName(let name): "it has two types called \(name)"
        }
    }
}
