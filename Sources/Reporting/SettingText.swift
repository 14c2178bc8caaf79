/// A setting as `config show` prints it.
package struct SettingRow: Sendable, Encodable {
    package var name: String
    /// Nil when nothing sets it.
    package var value: String?
    /// A flag, a variable, `file:line`, or `default`.
    package var origin: String

    package init(name: String, value: String?, origin: String?) {
        self.name = name
        self.value = value
        self.origin = origin ?? "default"
    }
}

/// The settings in three columns: name, value, origin.
package enum SettingText {
    package static func render(_ rows: [SettingRow], style: TextStyle) -> String {
        TextTable(style: style, header: ["setting", "value", "origin"])
            .render(rows.map { [$0.name, $0.value ?? "-", $0.value == nil ? "-" : $0.origin] })
    }
}

/// The same as a list of objects; a setting that is not set has no value.
package enum SettingJSON {
    private struct Report: Encodable {
        var formatVersion = "1.0"
        var settings: [SettingRow]
    }

    package static func render(_ rows: [SettingRow]) -> String { JSONText.render(Report(settings: rows)) }
}
