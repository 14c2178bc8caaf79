import ArgumentParser
import StorageModel

/// Which volumes an export is about.
struct SelectionFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only volumes of this name, in which * stands for any text; the name that Cinder's users gave counts, too. May be repeated.",
            valueName: "name"))
    var match: [String] = []

    @Option(
        help: ArgumentHelp("Only volumes made by cinder, csi, docker or other. May be repeated.", valueName: "system"))
    var createdBy: [VolumeCreator] = []

    @Option(help: ArgumentHelp("At most so many that the stack does not own yet.", valueName: "count"))
    var limit: Int?

    func validate() throws {
        guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit takes a number from 1 on.") }
    }

    var selection: ExportSelection {
        ExportSelection(patterns: match, creators: Set(createdBy), limit: limit)
    }
}

extension VolumeCreator: ExpressibleByArgument {}

/// The system whose lists of types an export understands.
enum TypeSource: String, ExpressibleByArgument, CaseIterable {
    case cinder
}
