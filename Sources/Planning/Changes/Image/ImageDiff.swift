import Diagnostics
import StorageModel

extension AppInstanceDiff {
    /// Whether its image has yet to be written. Flag i says so, from the POST that makes the volume until the copy is proven;
    /// without it the data is the user's, whatever the manifest says.
    func compareImage(_ findings: inout Findings) {
        guard let marker else { return }
        guard marker.flags.isImageUnfinished else {
            if marker.flags.isBeingBuilt, isCopyOfImage, let image = desired.image {
                findings.differences.append(.image(image, nil, in: product.metadataStore))
            }
            return
        }
        guard let image = desired.image, let storage = desired.storageInstances.first,
            let volume = storage.volumes.first
        else {
            findings.blocks.append(
                Block(
                    .imageUnfinished, desired.address,
                    "a command that wrote an image into it was cut off, and the manifest names no image: its data is incomplete",
                    // It may have held data before an import, so nothing here suggests to delete it.
                    hint:
                        "run the same `image import` again, or declare `image:` again; the data from before an import is in "
                        + "the snapshot that it took first",
                    location: desired.location))
            return
        }
        let reference = VolumeReference(
            storage: StorageInstanceReference(app: observed.reference, name: storage.name), name: volume.name)
        findings.differences.append(
            .image(
                image,
                ImageWrite(
                    image: image.value, volume: reference, size: volume.size.value, writer: .imageWriter(of: stack),
                    chap: storage.attachment?.chap?.setting ?? .none),
                in: product.metadataStore))
    }

    /// That it was not filled with the image that is declared now.
    var imageNote: String? {
        guard let image = desired.image, let marker, !marker.flags.isImageUnfinished, let metadata = observed.metadata
        else { return nil }
        let noted = metadata[MetadataKey.image].map { text in
            text.split(separator: " ", maxSplits: 1).last.map(String.init) ?? text
        }
        guard noted != image.value.description else { return nil }
        return "was made " + (noted.map { "with the image \($0)" } ?? "without an image")
            + ", not with \(image.value), and stays so: `image` acts at creation only"
    }
}

extension AppInstanceSpec {
    /// As the POST makes it while its image is missing: online, and nobody may connect.
    func awaitingImage(under mask: FieldGroups) -> AppInstanceSpec {
        var spec = self
        spec.adminState = nil
        for index in storageInstances.indices {
            spec.storageInstances[index].initiators = []
            spec.storageInstances[index].groups = []
        }
        spec.marker.flags.isBeingBuilt = true
        spec.marker.flags.isImageUnfinished = true
        spec.marker.hash = CanonicalForm(of: ObservedAppInstance(expectedFrom: spec), under: mask).hash
        return spec
    }
}

/// The initiators that images are written with and that have yet to be made.
struct ImageWriters {
    let stack: String
    let observed: ObservedState

    /// - Parameter cloned: the keys of volumes that are not written, because they are clones of cached ones.
    func initiators(
        for pairs: [AppInstanceMatching.Pair], without cloned: Set<ResourceKey>
    ) -> [DesiredInitiator] {
        initiators(
            in: Set(
                pairs.compactMap { pair in
                    if let key = pair.desired?.key, cloned.contains(key) { nil } else { tenant(pair) }
                }))
    }

    func initiators(in tenants: Set<TenantPath>) -> [DesiredInitiator] {
        let missing = tenants.compactMap { observed.missingImageWriter(of: stack, for: $0) }
        return Dictionary(missing.map { ($0.tenant, $0) }, uniquingKeysWith: { first, _ in first })
            .sorted { $0.key < $1.key }.map(\.value)
    }

    private func tenant(_ pair: AppInstanceMatching.Pair) -> TenantPath? {
        switch pair {
        case .absent(let desired):
            desired.image != nil && desired.manage.allowsCreation ? desired.tenant : nil
        case .owned(let desired, _, let marker):
            desired.image != nil && marker.flags.isImageUnfinished ? desired.tenant : nil
        case .unowned, .removed: nil
        }
    }
}
