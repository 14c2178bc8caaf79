import ArgumentParser
import StorageModel

/// A volume as it is named on the command line: `volume/ledger`, `volume/scratch[a]`, or without `volume/`.
struct VolumeArgument: ExpressibleByArgument {
    let key: ResourceKey

    init?(argument: String) {
        let prefix = "volume/"
        let text = argument.hasPrefix(prefix) ? String(argument.dropFirst(prefix.count)) : argument
        guard !text.isEmpty, !text.contains("/") else { return nil }
        if text.hasSuffix("]"), let bracket = text.firstIndex(of: "[") {
            key = ResourceKey(
                String(text[..<bracket]), member: String(text[text.index(after: bracket)...].dropLast()))
        } else {
            key = ResourceKey(text)
        }
    }
}
