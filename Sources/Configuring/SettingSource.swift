/// A place in which settings may stand. A further one, such as a file of another program, is one more of these and one
/// more entry in the list of `SettingSources`.
package protocol SettingSource: Sendable {
    /// Nil when it says nothing of it. An empty value is none: deployments often set every variable.
    func setting(_ key: SettingKey) throws(SettingError) -> Setting<String>?
}

/// What stands on the command line.
package struct OptionSource: SettingSource {
    private let values: [SettingKey: String]

    package init(_ values: [SettingKey: String]) { self.values = values }

    package func setting(_ key: SettingKey) -> Setting<String>? {
        guard let value = values[key], !value.isEmpty else { return nil }
        return Setting(value, from: .option(key.option))
    }
}

/// The DAT_* variables. What surrounds a variable's value is not part of it: files of variables come from other
/// systems, and their line ends with them.
package struct VariableSource: SettingSource {
    private let environment: [String: String]

    package init(_ environment: [String: String]) { self.environment = environment }

    package func setting(_ key: SettingKey) -> Setting<String>? {
        guard let value = environment[key.variable]?.trimmingBlanks, !value.isEmpty else { return nil }
        return Setting(value, from: .variable(key.variable))
    }
}

extension String {
    /// Without the line end that editors and `echo` leave behind.
    var trimmingLineEnd: String {
        var text = self
        while let last = text.last, last.isNewline { text.removeLast() }
        return text
    }

    /// Without the blanks and line ends around it that come with copying, and with files from other systems.
    var trimmingBlanks: String {
        let text = trimmingLineEnd
        return String(text.reversed().drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace))
    }
}
