private import Locking
internal import StorageModel

/// The secrets that this client holds or has sent, taken out of every text that comes back to it.
///
/// Arrays and gateways quote what they were sent: a body that they cannot read, a password that is too weak, a header. What
/// they say ends in terminals, events, logs and journals.
final class SecretFilter: Sendable {
    private struct State: Sendable {
        var known: Set<Secret> = []
        /// Longest first, so that of two that overlap nothing is left.
        var forms: [[UInt8]] = []
    }

    /// Shorter ones are found only as words of their own: most texts hold an `a`.
    private static let shortest = 4
    private static let mask = Array("(secret)".utf8)

    private let state = Locked(State())

    init(_ secrets: [Secret]) { add(secrets) }

    func add(_ secrets: some Sequence<Secret>) {
        state.withLock { state in
            for secret in secrets where !secret.content.isEmpty && state.known.insert(secret).inserted {
                state.forms += Self.forms(of: secret.content).filter { !state.forms.contains($0) }
            }
            state.forms.sort { $0.count > $1.count }
        }
    }

    /// The text without any of them.
    func clean(_ text: String) -> String {
        let forms = state.withLock { $0.forms }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        var isClean = true
        while index < bytes.count {
            if let length = forms.lazy.compactMap({ Self.length(of: $0, at: index, in: bytes) }).first {
                result += Self.mask
                index += length
                isClean = false
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return isClean ? text : String(decoding: result, as: UTF8.self)
    }

    /// How many bytes at this place are the secret; a text that was cut may end within it.
    private static func length(of form: [UInt8], at index: Int, in bytes: [UInt8]) -> Int? {
        guard bytes[index] == form[0] else { return nil }
        let rest = bytes[index...]
        if rest.starts(with: form) {
            let end = index + form.count
            let isWord =
                (index == 0 || !bytes[index - 1].isWordPart) && (end == bytes.count || !bytes[end].isWordPart)
            return form.count >= shortest || isWord ? form.count : nil
        }
        return rest.count >= shortest && rest.count < form.count && form.starts(with: rest) ? rest.count : nil
    }

    /// How it may be written: as it is, in a URL, in JSON, in JSON that is quoted in JSON.
    private static func forms(of secret: String) -> Set<[UInt8]> {
        var texts: Set<String> = [secret, secret.percentEncoded(), secret.percentEncoded().lowercased()]
        for _ in 1...2 {
            for text in texts {
                texts.formUnion([true, false].map { text.escapedForJSON(isASCII: $0) })
            }
        }
        texts.formUnion(texts.map { $0.replacing("/", with: "\\/") })
        return Set(texts.map { Array($0.utf8) })
    }
}

extension UInt8 {
    /// Letters, digits, and every byte of what is beyond ASCII.
    fileprivate var isWordPart: Bool {
        self >= 0x80 || Unicode.Scalar(self).properties.isAlphabetic || 0x30...0x39 ~= self
    }
}

extension String {
    /// What stands between the quotes.
    fileprivate func escapedForJSON(isASCII: Bool) -> String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || isASCII && scalar.value > 0x7E:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension TransportFailure {
    /// The same in other words; libcurl names addresses, and a proxy's may hold a login.
    func mapTexts(_ clean: (String) -> String) -> TransportFailure {
        switch self {
        case .notSent(let reason): .notSent(reason: clean(reason))
        case .noAnswer(let reason): .noAnswer(reason: clean(reason))
        case .hopeless(let fault): .hopeless(fault.mapTexts(clean))
        case .tooLate: .tooLate
        }
    }
}
