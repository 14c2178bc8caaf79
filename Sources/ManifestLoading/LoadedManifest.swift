package import Diagnostics
package import StorageModel

/// What became of a manifest: the state it wants, or the reasons why that cannot be told.
package struct LoadedManifest: Sendable {
    /// Nil when a diagnostic is an error.
    package var desired: DesiredState?
    /// All of them, in reading order.
    package var diagnostics: [Diagnostic]
    package var fieldUse: FieldUse

    package init(desired: DesiredState?, diagnostics: [Diagnostic], fieldUse: FieldUse) {
        self.desired = desired
        self.diagnostics = diagnostics
        self.fieldUse = fieldUse
    }
}
