package import StorageModel

/// In tests a path is written as plans show it.
extension FieldPath: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self.init(text: text) }
}
