private import CLibCrypto

/// SHA-256, from the system's libcrypto.
package enum Digest {
    /// 64 lower-case hex digits over the text's UTF-8.
    package static func sha256(_ text: String) -> String {
        var output = [UInt8](repeating: 0, count: 32)
        var text = text
        text.withUTF8 { input in
            // Cannot fail for a one-shot digest that libcrypto always has; a zero digest would fail every comparison.
            _ = EVP_Digest(input.baseAddress, input.count, &output, nil, EVP_sha256(), nil)
        }
        return output.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// The first digits of a SHA-256, for places with little room such as the marker.
    package static func short(_ text: String, digits: Int) -> String { String(sha256(text).prefix(digits)) }

    /// Whether the text is exactly this many lower-case hex digits.
    package static func isHex(_ text: String, length: Int) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy(Self.hexDigits.contains)
    }

    private static let hexDigits = Set("0123456789abcdef".utf8)
}
