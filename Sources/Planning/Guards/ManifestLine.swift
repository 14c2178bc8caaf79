import StorageModel

/// Lines of a manifest that messages offer for pasting.
enum ManifestLine {
    static func moved(from: ResourceAddress, to: ResourceAddress) -> String {
        "moved: [{from: \(scalar(from.description)), to: \(scalar(to.description))}]"
    }

    /// - Parameter address: of what is removed, part of an app instance or snapshot as well.
    static func removed(_ address: String, _ action: Removal.Action) -> String {
        "removed: [{from: \(scalar(address)), action: \(action.rawValue)}]"
    }

    static func ignore(_ address: ResourceAddress, _ fields: FieldGroups) -> String {
        let names = fields.names.joined(separator: ", ")
        return "ignore: [{match: \(scalar(address.description)), fields: [\(names)], reason: …}]"
    }

    /// An address for a shell.
    static func argument(_ address: String) -> String { address.contains("[") ? "'\(address)'" : address }

    /// An address as a YAML scalar: between braces, a bracket ends one that is not quoted.
    private static func scalar(_ address: String) -> String { address.contains("[") ? "\"\(address)\"" : address }
}
