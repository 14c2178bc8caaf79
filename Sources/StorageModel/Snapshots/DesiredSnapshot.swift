package import Diagnostics

/// A snapshot that shall be taken once and then stay.
package struct DesiredSnapshot: Sendable, Hashable {
    package var name: String
    package var location: SourceLocation?

    package init(name: String, location: SourceLocation? = nil) {
        self.name = name
        self.location = location
    }
}
