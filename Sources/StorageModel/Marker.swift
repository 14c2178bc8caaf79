/// The ownership marker in an app instance's `descr`: who owns it, what was managed when it was last applied.
///
/// `datera-apply v1 <stack> <id> <mask> <hash> <flags>`, single spaces, at most 128 characters, of the alphabet that the
/// DSP's description pattern allows.
package struct Marker: Hashable, Sendable, Encodable, CustomStringConvertible {
    package var stack: String
    package var key: ResourceKey
    /// The field groups that were managed when last applied.
    package var mask: FieldGroups
    /// 12 hex digits over the canonical values of exactly those groups.
    package var hash: String
    package var flags: Flags

    package static let prefix = "datera-apply "
    package static let leasePrefix = "datera-apply lease "
    /// The DSP's limit for `descr`.
    package static let maximumLength = 128
    package static let maximumStackLength = 32
    package static let maximumIDLength = 46
    /// Everything but stack, id and flags.
    private static let fixedLength = 38

    package init(stack: String, key: ResourceKey, mask: FieldGroups, hash: String, flags: Flags = Flags()) {
        self.stack = stack
        self.key = key
        self.mask = mask
        self.hash = hash
        self.flags = flags
    }

    package var description: String {
        "\(Self.prefix)v1 \(stack) \(key.markerID) \(mask.hex) \(hash) \(flags)"
    }

    /// Keeps a digest of the places that CHAP passwords came from, where there is room for it: with the longest stack and id
    /// there is none.
    package mutating func record(chapReferences digest: String?) {
        let longest = Self.maximumLength - Self.fixedLength - Flags.maximumLength
        flags.chapReferences = stack.utf8.count + key.markerID.utf8.count <= longest ? digest : nil
    }

    /// As it is once the tool's own offline window is closed.
    package var closed: Marker {
        var marker = self
        marker.flags.hasOpenWindow = false
        return marker
    }

    /// Nil unless the text is a marker of exactly this version.
    package init?(text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count <= Self.maximumLength, parts.count == 7, parts[0] == "datera-apply", parts[1] == "v1",
            (1...Self.maximumStackLength).contains(parts[2].utf8.count),
            (1...Self.maximumIDLength).contains(parts[3].utf8.count),
            let mask = FieldGroups(hex: parts[4]), Digest.isHex(parts[5], length: 12), let flags = Flags(text: parts[6])
        else { return nil }
        self.init(stack: parts[2], key: ResourceKey(markerID: parts[3]), mask: mask, hash: parts[5], flags: flags)
    }
}

extension Marker {
    /// The single letters at the end of a marker.
    package struct Flags: Hashable, Sendable, Encodable, CustomStringConvertible {
        /// p: deletion is refused until a manifest says otherwise.
        package var isProtected = false
        /// b: created, but not yet everything the manifest wants.
        package var isBeingBuilt = false
        /// i: its image is not written to the end.
        package var isImageUnfinished = false
        /// w: this tool took it offline and has not put it back online yet.
        package var hasOpenWindow = false
        /// t: in the trash.
        package var isTrashed = false
        /// c + 6 hex digits of the map storage instance → CHAP version that was last written; nil when there is none.
        package var chapVersions: String?
        /// s + 6 hex digits of the map storage instance → places of the CHAP passwords that were last written; nil when it is
        /// not known.
        package var chapReferences: String?

        /// Of all of them together.
        static let maximumLength = 19

        package init() {}

        package var description: String {
            var text = ""
            if isProtected { text += "p" }
            if isBeingBuilt { text += "b" }
            if isImageUnfinished { text += "i" }
            if hasOpenWindow { text += "w" }
            if isTrashed { text += "t" }
            if let chapVersions { text += "c" + chapVersions }
            if let chapReferences { text += "s" + chapReferences }
            return text.isEmpty ? "-" : text
        }

        init?(text: String) {
            if text == "-" { return }
            let letters = text.prefix { $0 != "c" && $0 != "s" }
            for letter in letters {
                switch letter {
                case "p": isProtected = true
                case "b": isBeingBuilt = true
                case "i": isImageUnfinished = true
                case "w": hasOpenWindow = true
                case "t": isTrashed = true
                default: return nil
                }
            }
            var rest = text[letters.endIndex...]
            while let letter = rest.first {
                let hex = String(rest.dropFirst().prefix(6))
                guard Digest.isHex(hex, length: 6) else { return nil }
                if letter == "c" { chapVersions = hex } else { chapReferences = hex }
                rest = rest.dropFirst(7)
            }
            // One marker has one spelling: anything else is damage.
            guard description == text else { return nil }
        }
    }
}
