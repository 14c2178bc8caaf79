private import StorageModel

/// A file of checksums such as SHA256SUMS, in one of the forms that `sha256sum` reads: `HASH  NAME`, `HASH *NAME` and
/// `SHA256 (NAME) = HASH`. Comments and the envelope of a PGP signature are skipped; the signature is not checked.
package struct ChecksumList: Sendable {
    package struct Entry: Hashable, Sendable {
        package var checksum: Checksum
        /// As the list has it, perhaps with folders.
        package var name: String
        /// Counted from 1.
        package var line: Int
    }

    package private(set) var entries: [Entry] = []
    /// How messages name the list.
    package let file: String

    /// - Parameter file: how messages name the list.
    package init(_ text: String, file: String) {
        self.file = file
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.hasPrefix("-----BEGIN PGP SIGNATURE") { break }
            let line = line.hasPrefix("- ") ? line.dropFirst(2) : line
            if let (checksum, name) = Self.tagged(line) ?? Self.plain(line) {
                entries.append(Entry(checksum: checksum, name: name, line: index + 1))
            }
        }
    }

    /// The one entry for a file, by the last component of its name.
    ///
    /// - Throws: `checksumList`, when there is none, or several that differ.
    package func entry(for name: String) throws(ImageRefusal) -> Entry {
        let wanted = Self.lastComponent(name)
        let matches = entries.filter { Self.lastComponent($0.name) == wanted }
        guard let first = matches.first else {
            throw .checksumList(
                file: file,
                reason: entries.isEmpty
                    ? "there is no SHA-256 in it"
                    : "none of its \(entries.count) lines is for \(wanted.shown(limit: 200))")
        }
        if let other = matches.first(where: { $0.checksum != first.checksum }) {
            throw .checksumList(
                file: file,
                reason: "lines \(first.line) and \(other.line) are both for \(wanted.shown(limit: 200)) and differ")
        }
        return first
    }

    /// `HASH  NAME`, with an asterisk before the name for a file read as binary.
    private static func plain(_ line: Substring) -> (Checksum, String)? {
        let hash = line.prefix { $0.isHexDigit }
        guard let checksum = Checksum(hex: String(hash)) else { return nil }
        let rest = line[hash.endIndex...]
        guard let blank = rest.first, blank == " " || blank == "\t" else { return nil }
        var name = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
        if name.first == "*" { name = name.dropFirst() }
        return name.isEmpty ? nil : (checksum, String(name))
    }

    /// The form of BSD.
    private static func tagged(_ line: Substring) -> (Checksum, String)? {
        guard line.hasPrefix("SHA256 ("), let end = line.range(ofLast: ") = "),
            let checksum = Checksum(hex: String(line[end.upperBound...]))
        else { return nil }
        let name = line[line.index(line.startIndex, offsetBy: 8)..<end.lowerBound]
        return name.isEmpty ? nil : (checksum, String(name))
    }

    private static func lastComponent(_ name: String) -> String {
        name.split(separator: "/").last.map(String.init) ?? name
    }
}

extension Substring {
    fileprivate func range(ofLast text: String) -> Range<Index>? {
        var start = endIndex
        while start > startIndex {
            start = index(before: start)
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
        }
        return nil
    }
}
