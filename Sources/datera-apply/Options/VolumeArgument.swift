import ArgumentParser
import StorageModel

/// A volume as it is named on the command line: `volume/ledger`, `volume/scratch[a]`, or without `volume/`; in its long form also
/// `app_instance/ledger`.
struct VolumeArgument: ExpressibleByArgument {
    let key: ResourceKey

    init?(argument: String) {
        let prefix = ["volume/", "app_instance/"].first { argument.hasPrefix($0) } ?? ""
        let text = String(argument.dropFirst(prefix.count))
        guard !text.isEmpty, !text.contains("/") else { return nil }
        if text.hasSuffix("]"), let bracket = text.firstIndex(of: "[") {
            key = ResourceKey(
                String(text[..<bracket]), member: String(text[text.index(after: bracket)...].dropLast()))
        } else {
            key = ResourceKey(text)
        }
    }
}
