package import StorageModel

/// Something that has changed since a plan was reviewed, so that the plan may not be applied any more.
package struct StaleObject: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        package var label: String
        /// What the plan was made for; nil for nothing.
        package var then: FieldValue?
        package var now: FieldValue?

        package init(_ label: String, then: FieldValue?, now: FieldValue?) {
            self.label = label
            self.then = then
            self.now = now
        }
    }

    /// Nil for the array as a whole.
    package var address: String?
    package var rows: [Row]
}
