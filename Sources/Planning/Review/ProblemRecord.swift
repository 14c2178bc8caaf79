import Diagnostics
import StorageModel

/// A block or a warning as plain data.
package struct ProblemRecord: Sendable, Equatable, Codable {
    package var code: String
    package var address: String?
    package var message: String
    /// What to do.
    package var hint: String
    package var source: String?

    package init(_ block: Block) {
        code = block.code.rawValue
        address = block.address?.description
        message = block.message
        hint = block.hint
        source = block.location?.description
    }

    package init(_ warning: PlanWarning) {
        code = warning.code.rawValue
        message = warning.message
        hint = warning.hint
        source = warning.location?.description
    }
}
