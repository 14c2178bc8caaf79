import Diagnostics
import StorageModel

extension VolumeSetting {
    /// Why a live volume cannot get this value, and the least that it can have; nil where it can (dsp-api.md 2.5).
    func obstacle(from live: VolumeSetting) -> (message: String, least: String)? {
        switch (self, live) {
        case (.size(let desired), .size(let live)) where desired < live:
            ("has \(live) on the array and cannot shrink to \(desired)", "\(live.count)GiB")
        case (.replicaCount(let desired), .replicaCount(let live)) where desired < live:
            ("has \(live) replicas on the array and cannot be reduced to \(desired)", "\(live)")
        case (.size, _), (.replicaCount, _), (.placement, _): nil
        }
    }

    /// Whether a copy may have more than is declared, because its source has.
    var isFloorOfClones: Bool {
        switch self {
        case .replicaCount: true
        case .size, .placement: false
        }
    }

    /// What a plan says beside the value that a new volume gets.
    func note(for desired: VolumeSetting?, isClone: Bool) -> String? {
        switch (self, desired) {
        case (.replicaCount, nil): isClone ? "of its source, not managed" : "default, not managed"
        // A clone has at least the replicas of its source.
        case (.replicaCount(let count), .replicaCount(let desired)) where isClone && count > desired:
            "of its source; a clone cannot have \(desired)"
        case (.size, _), (.replicaCount, _), (.placement, _): nil
        }
    }

    /// That it stays although one of the driver's options says otherwise.
    var optionNote: String? {
        switch self {
        case .replicaCount(let count):
            "keeps its \(count) replicas: `datera_debug_replica_count_override` applies only at creation"
        case .size, .placement: nil
        }
    }

    /// What a step that sets it is called.
    var action: String {
        switch self {
        case .size: "resize"
        case .replicaCount: "set replica_count"
        case .placement: "set placement"
        }
    }

    /// Why it is set.
    var reason: String {
        switch self {
        case .size(let size): "the manifest asks for \(size)"
        case .replicaCount(let count): "the manifest asks for \(count) replicas"
        case .placement(let placement): "the manifest asks for \(placement)"
        }
    }

    /// Where the step stands that sets it.
    func stage(of app: DesiredAppInstance) -> Step.Stage {
        switch self {
        case .size: app.extendsOffline ? .insideWindow : .change
        case .replicaCount: .insideWindow
        case .placement: .change
        }
    }
}
