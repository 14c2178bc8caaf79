import ArgumentParser
import Reporting

/// What a list is written in; `-o` as kubectl has it.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
    case text, wide, name, json, csv
}

/// How every list is written.
struct ListFormatFlags: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("format")],
        help: ArgumentHelp(
            "How to write it: text (fits the terminal), wide (all columns), name, json or csv.", valueName: "format"))
    var format: ListFormat = .text
}

/// What volumes are listed in.
enum VolumeListFormat: String, ExpressibleByArgument, CaseIterable {
    case text, wide, name, json, csv, html
    /// Lines for a shell, which give volumes to Cinder.
    case cinderManage = "cinder-manage"
}

/// What can be listed.
enum ListSubject: String, ExpressibleByArgument, CaseIterable {
    case volumes, tenants, types, initiators, pools
}

extension ListSelection.Field: ExpressibleByArgument {}

/// `size`, or `size,desc` for the largest first.
struct ListOrderArgument: ExpressibleByArgument {
    let order: ListSelection.Order

    static var allValueStrings: [String] { ListSelection.Field.allValueStrings }

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let field = ListSelection.Field(rawValue: parts[0]),
            parts.count == 1 || ["asc", "desc"].contains(parts[1])
        else { return nil }
        order = ListSelection.Order(field, isDescending: parts.count == 2 && parts[1] == "desc")
    }
}
