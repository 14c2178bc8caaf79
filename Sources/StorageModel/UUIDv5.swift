private import CLibCrypto

/// Name-based uuids (RFC 9562, version 5), from the system's libcrypto.
package enum UUIDv5 {
    /// - Parameter namespace: 32 hex digits, with or without dashes; other characters are left out.
    package static func make(namespace: String, name: String) -> String {
        let digits = namespace.utf8.compactMap { byte in Int(String(decoding: [byte], as: UTF8.self), radix: 16) }
        var input = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
        input += Array(name.utf8)
        var output = [UInt8](repeating: 0, count: 20)
        // Cannot fail for a one-shot digest that libcrypto always has.
        _ = EVP_Digest(&input, input.count, &output, nil, EVP_sha1(), nil)
        output[6] = output[6] & 0x0F | 0x50
        output[8] = output[8] & 0x3F | 0x80
        var text = ""
        for (index, byte) in output.prefix(16).enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text
    }
}
