import ArgumentParser
import Reporting

/// Whether what is alike is shown once.
struct FoldingFlags: ParsableArguments {
    @Flag(help: "Show every change by itself, also those that are alike.")
    var full = false

    func applied(to style: TextStyle) -> TextStyle {
        TextStyle(isColoured: style.isColoured, isFolded: !full)
    }
}
