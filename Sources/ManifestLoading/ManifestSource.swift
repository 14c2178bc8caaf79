/// The bytes of one manifest file. Reading files is the caller's job.
package struct ManifestSource: Sendable {
    /// The file as the user named it; it is the `file` of every location.
    package let name: String
    package let text: [UInt8]

    package init(name: String, text: [UInt8]) {
        self.name = name
        self.text = text
    }
}
