import ArgumentParser
import Planning
import StorageModel

/// A volume to adopt, and where the manifest's name does not find it, the live one's name or uuid: `volume/ledger=NAME`.
struct AdoptionArgument: ExpressibleByArgument {
    let request: AdoptionRequest

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard let volume = parts.first.flatMap(VolumeArgument.init(argument:)) else { return nil }
        request = AdoptionRequest(key: volume.key, source: parts.count > 1 ? parts[1] : nil)
    }
}
