/// How the devices of a unit go, and what forbids it. Touches only devices of sessions that are this tool's.
struct DeviceRemoval {
    let steps: [HostStep]
    /// What uses them.
    let uses: [DeviceUse]
    /// Why they must stay; nil when nothing forbids it.
    let refusal: String?

    /// - Parameter wwid: the recorded one, by which a map without paths is found.
    init(of unit: UnitAddress, wwid: String?, _ observed: HostObservation) {
        let all = observed.devices(of: unit)
        let claimed = Set(observed.sessions.filter { observed.state.claims($0.target) }.map(\.id))
        let own = all.filter { claimed.contains($0.session) }
        let names = Set(own.compactMap(\.name))
        let maps = observed.maps.filter { map in
            map.paths.contains(where: names.contains) || map.paths.isEmpty && map.wwid == wwid
        }
        uses = maps.flatMap(\.uses) + own.flatMap(\.uses)
        if !uses.isEmpty {
            refusal = "it is in use"
        } else if let shared = maps.first(where: { !names.isSuperset(of: $0.paths) }) {
            refusal = "its map \(shared.name) has paths of sessions that datera-apply has not made"
        } else {
            refusal = nil
        }
        steps =
            maps.map { .flushMap(unit, name: $0.name, wwid: $0.wwid) }
            + own.map { .deleteDevice(unit, place: $0.place, name: $0.name) }
    }
}
