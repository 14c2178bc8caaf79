import Planning
import StorageModel
import TestSupport

/// Stacks with images and the image cache on, for the tests of their plans.
enum ImageCacheSample {
    static let checksum = String(repeating: "ab", count: 32)
    static let image = DesiredImage(file: "debian.qcow2", checksum: .sha256(checksum))

    static func volume(
        _ key: String, size: Int = 10, replicas: Int = 3, image: DesiredImage? = ImageCacheSample.image
    ) -> DesiredAppInstance {
        var volume = SampleStack.volume(ResourceKey(key), size: size, replicas: replicas)
        volume.image = image.map { Declared($0) }
        return volume
    }

    static func desired(
        _ volumes: DesiredAppInstance..., stack: String = "sample",
        cache: DesiredImageCache? = DesiredImageCache(isEnabled: Declared(true))
    ) -> DesiredState {
        var desired = SampleStack.desired()
        desired.stack = stack
        desired.appInstances = volumes
        desired.imageCache = cache
        return desired
    }

    static func array() -> ModelArray { ModelArray(ObservedState(cluster: SampleStack.cluster)) }
}

extension ModelArray {
    var cached: [CachedVolume] { state.cachedVolumes }

    /// Changes every cached volume behind the tool's back.
    func editCached(_ body: @Sendable (inout ObservedAppInstance) -> Void) {
        edit { state in
            for index in state.appInstances.indices where CachedVolume(state.appInstances[index]) != nil {
                body(&state.appInstances[index])
            }
        }
    }
}

extension Plan {
    /// The steps that copy an image, by their addresses.
    var written: [String] {
        graph.steps.compactMap { step in
            if case .writeImage = step.action { "\(step.address)" } else { nil }
        }
    }

    /// The volumes that are made as clones of a cached volume.
    var cloned: [String] {
        changes.compactMap { planned in
            if case .cloneAppInstance(let clone) = planned.change, clone.spec.image != nil {
                "\(planned.address)"
            } else {
                nil
            }
        }
    }
}
