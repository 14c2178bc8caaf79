import StorageModel

/// Everything that one step may send: its action, and the one that takes it back. Encoded by the compiler, so that
/// whatever a call is made of is in its hash; of a secret that is its place.
struct Sending: Encodable {
    var action: StepAction
    var undo: StepAction?

    /// Approved digests are over these words.
    private enum CodingKeys: String, CodingKey {
        case action = "call"
        case undo
    }

    init(_ step: Step) {
        action = step.action.mapCall(\.withoutExpectations)
        undo = step.undo?.mapCall(\.withoutExpectations)
    }

    /// - Parameter names: app instances of which a plan could only know the name.
    func hash(calling names: [AppInstanceReference: AppInstanceReference] = [:]) -> String {
        PlanRecord.digestPrefix + CanonicalEncoding.sha256(of: self, calling: names)
    }

    /// Whether it asks for no more than what was approved under this hash, which may have been worked out when the app
    /// instances were not there yet, or before another step had done a part of it.
    func isCovered(by approved: String, calling names: [AppInstanceReference: AppInstanceReference]) -> Bool {
        larger.contains { $0.hash() == approved || $0.hash(calling: names) == approved }
    }

    /// It and everything of which it may be a part: an admin state that is right by now, and force that is not needed
    /// any more.
    private var larger: [Sending] {
        switch action {
        case .call(let call): larger(than: call)
        case .writeImage: [self]
        }
    }

    private func larger(than call: ArrayCall) -> [Sending] {
        if case .updateAppInstance(let app, let update) = call {
            let states: [AdminState?] = update.adminState == nil ? [nil, .online, .offline] : [update.adminState]
            return states.flatMap { state in
                (update.force ? [true] : [false, true]).map { force in
                    var update = update
                    update.adminState = state
                    update.force = force
                    return with(.updateAppInstance(app, update))
                }
            }
        }
        if case .createInitiator(let tenant, let iqn, let label, force: false) = call {
            return [self, with(.createInitiator(tenant: tenant, iqn: iqn, label: label, force: true))]
        }
        return [self]
    }

    private func with(_ call: ArrayCall) -> Sending {
        var sending = self
        sending.action = .call(call)
        return sending
    }
}

extension Sending {
    /// The same copy as it was planned before its snapshot was there: the snapshot by its name.
    ///
    /// - Parameter origin: what the manifest says it is a copy of.
    func beforeItsSnapshot(_ origin: CloneOrigin?) -> [Sending] {
        guard case .call(.cloneAppInstance(var spec)) = action, case .snapshot(_, .named(let name)) = origin else {
            return []
        }
        switch spec.source {
        case .appInstance, .volume: return []
        case .snapshot(let snapshot):
            spec.source = .namedSnapshot(NamedSnapshot(owner: snapshot.owner, name: name))
        case .namedSnapshot: break
        }
        return [with(.cloneAppInstance(spec))]
    }
}

extension ArrayCall {
    /// What a copy is expected to be is not sent, nor does the hash of a marker that says that something is not
    /// complete yet mean anything: both follow from what the source is like at the moment.
    fileprivate var withoutExpectations: ArrayCall {
        if case .cloneAppInstance(var spec) = self {
            spec.copy = []
            spec.mayBeSmaller = false
            spec.marker.dropHashWhileBuilding()
            return .cloneAppInstance(spec)
        }
        if case .updateAppInstance(let app, var update) = self {
            update.marker?.dropHashWhileBuilding()
            return .updateAppInstance(app, update)
        }
        return self
    }
}

extension Marker {
    fileprivate mutating func dropHashWhileBuilding() {
        if flags.isBeingBuilt { hash = "" }
    }
}
