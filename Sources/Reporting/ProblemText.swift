import Diagnostics
import Planning

/// What stands in the way and what is to be minded, as plans and drift reports show it.
struct ProblemText {
    let style: TextStyle

    func lines(of block: Block) -> [String] {
        let subject = block.address.map { "\($0): " } ?? ""
        var lines = "blocked [\(block.code.rawValue)] \(subject)\(block.message)".wrapped(indent: 2, hanging: 4)
            .map { style(.error, $0) }
        if let location = block.location { lines.append("    at \(location)") }
        return lines + block.wayOut.wrapped(indent: 4, hanging: 4)
    }

    func lines(of warning: PlanWarning) -> [String] {
        var lines = "warning [\(warning.code.rawValue)] \(warning.message)".wrapped(indent: 2, hanging: 4)
            .map { style(.warning, $0) }
        if let location = warning.location { lines.append("    at \(location)") }
        return lines + warning.wayOut.wrapped(indent: 4, hanging: 4)
    }
}
