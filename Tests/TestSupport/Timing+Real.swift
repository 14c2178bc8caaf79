package import DSPClient
internal import Glibc
package import Observing
package import Planning
package import StorageModel

extension Timing {
    /// Real time, for what goes over sockets, and no luck with the dice.
    package static let real = Timing(
        now: { ContinuousClock.now }, timeOfDay: { UTCSecond(secondsSince1970: time(nil)) },
        sleep: { try await Task.sleep(for: $0) }, jitter: { 0.5 })
}

extension CurlTransport {
    package convenience init(settings: CurlSettings = CurlSettings()) { self.init(settings: settings, timing: .real) }
}

extension PlanSource {
    package init(_ desired: DesiredState, options: PlanningOptions = PlanningOptions()) {
        self.init(desired, options: options, timing: .real)
    }
}
