/// The text of a command's help below its first line.
enum HelpText {
    /// - Parameter examples: command lines without the name of the program; at most 65 characters each, so that they fit
    ///   80 columns.
    static func with(_ discussion: String = "", examples: String...) -> String {
        let lines = examples.map { "  datera-apply \($0)" }.joined(separator: "\n")
        return (discussion.isEmpty ? "" : discussion + "\n\n") + "Examples:\n" + lines
    }
}
