/// The name that Cinder's driver gives a volume: `OS-<display name>-<uuid>`, at most 63 characters (dsp-api.md section 5).
package struct OpenStackName: Sendable, Hashable, CustomStringConvertible {
    package var display: String
    /// The volume's id in OpenStack.
    package var id: String

    /// Of a volume that a stack makes: its id follows from stack and key, so that every run finds the same.
    package init(stack: String, key: ResourceKey) {
        display = key.markerID
        id = Self.id(of: "\(stack) \(key.markerID)")
    }

    package var description: String {
        let room = 63 - "OS--".utf8.count - id.utf8.count
        return "OS-\(display.prefix(room))-\(id)"
    }

    /// Shaped like a random uuid: Cinder recognises no other (dsp-api.md section 5, id recovery).
    private static func id(of text: String) -> String {
        var digits = Array(Digest.sha256(text).prefix(32))
        digits[12] = "4"
        digits[16] = "8"
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(digits[$0]) }.joined(separator: "-")
    }
}
