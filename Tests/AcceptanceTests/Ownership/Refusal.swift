import Planning
import TestSupport
import Testing

/// One reason why a plan is refused: what brings it about, and what lets the plan through.
struct Refusal: Sendable, CustomTestStringConvertible {
    struct Run: Sendable {
        var arguments: [String]
        var manifest: String?

        init(_ arguments: [String], _ manifest: String? = nil) {
            self.arguments = arguments
            self.manifest = manifest
        }

        static func apply(_ manifest: String, _ flags: String...) -> Run { Run(["apply", "--yes"] + flags, manifest) }

        /// The plan that is the same question asked without a hand on the switch; nil for another verb.
        var plan: Run? {
            guard arguments[0] == "apply" else { return nil }
            let consent = ["apply", "--yes", "--allow-destroy", "--allow-disruptive"]
            return Run(["plan"] + arguments.filter { !consent.contains($0) }, manifest)
        }
    }

    var code: Block.Code
    var applied: String
    var deeds: [SimulatedDSP.Deed] = []
    /// How long clones copy.
    var delay = Duration.zero
    var refused: Run
    /// What it names as the way out.
    var says: String
    /// What somebody does about it on the array, and then here.
    var remedies: [SimulatedDSP.Deed] = []
    var accepted: [Run]

    var testDescription: String { code.rawValue }
}
