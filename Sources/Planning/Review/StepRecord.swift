import Diagnostics
import StorageModel

/// One step of a plan as plain data.
package struct StepRecord: Sendable, Equatable, Codable {
    package var id: String
    package var address: String
    package var reason: String
    package var risk: Risk
    package var source: String?
    package var dependsOn: [String]
    /// Over everything that it sends, which the other values only describe.
    package var sends: String

    init(_ step: Step, after others: Set<String>) {
        id = step.id
        address = step.address.description
        reason = step.reason
        risk = step.risk
        source = step.origin?.description
        dependsOn = others.sorted()
        sends = Sending(step).hash()
    }
}
