/// Texts that people choose freely are the same only byte by byte. For Swift `é` and `e` with an accent behind it are
/// equal; for the array, and for other clients, they are two texts.
extension String {
    package func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    /// With the number of each character that is not ASCII, which tells spellings apart that look the same.
    package var spelledOut: String {
        unicodeScalars.map { scalar in
            scalar.isASCII ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }.joined()
    }
}

extension [String: String] {
    /// The value of a key with exactly these bytes.
    package func value(spelled key: String) -> String? {
        guard let index = index(forKey: key), self[index].key.hasSameBytes(as: key) else { return nil }
        return self[index].value
    }

    package func value(spelled key: String, default value: String) -> String { self.value(spelled: key) ?? value }

    /// The key in its place that looks the same and has other bytes.
    package func otherSpelling(of key: String) -> String? {
        guard let index = index(forKey: key), !self[index].key.hasSameBytes(as: key) else { return nil }
        return self[index].key
    }
}
