import Testing

// The reader, which is of no use to other modules.
@testable import DSPClient

@Suite struct JSONReaderTests {
    @Test(arguments: [
        (#""""#, ""), (#""plain""#, "plain"), (#" "spaced" "#, "spaced"), (#""ü€𝄞""#, "ü€𝄞"),
        (#""a\"b\\c\/d""#, "a\"b\\c/d"), (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
        (#""\ud834\uDD1E""#, "𝄞"), (#""\\u0041""#, "\\u0041"), (#""\u0000""#, "\0"), (#""\\""#, "\\"),
    ])
    func aStringIsReadWithItsEscapes(text: String, expected: String) throws {
        #expect(try JSON.decode(String.self, from: Array(text.utf8)) == expected)
    }

    @Test(arguments: [
        "", " ", "\"", #""\"#, #""\u12"#, #""\ud834""#, #""\ud834\u0041""#, #""\udd1e""#, #""\x""#, "\"a\nb\"",
        #""a" "b""#,
        #""\u00g0""#, "\"\u{1}\"",
    ])
    func whatIsNoStringIsNoJSON(text: String) {
        #expect(throws: JSONReadingError.self) { try JSON.decode(String.self, from: Array(text.utf8)) }
    }

    @Test func bytesThatAreNoTextAreNoJSON() {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xFF]] {
            #expect(throws: JSONReadingError.self) { try JSON.decode(String.self, from: bytes) }
        }
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("20", 20), ("-7", -7), ("2e3", 2000), ("2.0", 2), ("2E+1", 20),
        ("9007199254740992", 9_007_199_254_740_992), ("20.5", 20), ("-0.5", 0),
    ])
    func anIntegerIsReadHoweverItIsSpelt(text: String, expected: Int) throws {
        #expect(try JSON.decode(WireInteger.self, from: Array(text.utf8)).value == expected)
        #expect(try JSON.decode(WireInteger.self, from: Array("\"\(text)\"".utf8)).value == expected)
    }

    @Test(arguments: ["1e400", "-1e19", "99999999999999999999", "1e99999999999"])
    func aNumberBeyondEveryIntegerIsRefused(text: String) {
        #expect(throws: JSONReadingError(reason: .unusable("no integer"), offset: 0)) {
            try JSON.decode(WireInteger.self, from: Array(text.utf8))
        }
    }

    @Test(arguments: ["01", "+1", "1.", ".5", "1e", "--1", "-", "0x10", "nan", "1 2"])
    func whatIsNoNumberIsNoJSON(text: String) {
        #expect(throws: JSONReadingError.self) { try JSON.decode(WireInteger.self, from: Array(text.utf8)) }
    }

    /// The last of equal members counts, as with Python's parser and Go's.
    @Test func theLastOfTwoMembersCounts() throws {
        let body = #"{"name":"a","name":"b"}"#
        #expect(try JSON.decode(WireInitiatorGroup.self, from: Array(body.utf8)).name == "b")
    }

    @Test func aNameWithEscapesIsTheSameName() throws {
        let body = #"{"na\u006de":"a"}"#
        #expect(try JSON.decode(WireInitiatorGroup.self, from: Array(body.utf8)).name == "a")
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func nestingHasALimit(open: String, close: String) throws {
        func nested(_ depth: Int) -> [UInt8] {
            let value = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            return Array((#"{"name":"a","other":"# + value + "}").utf8)
        }
        _ = try JSON.decode(WireInitiatorGroup.self, from: nested(511))
        for depth in [512, 100_000] {
            #expect(throws: JSONReadingError.self) { try JSON.decode(WireInitiatorGroup.self, from: nested(depth)) }
        }
    }

    @Test(arguments: [
        (#"{"data":[]}x"#, "the body is not JSON"),
        (#"{"data":[1]}"#, "another kind of value than expected in data[0]"),
        (#"{"metadata":{}}"#, #"no "data" in the body"#), (#"{"data":[{"id":"a"}]}"#, #"no "name" in data[0]"#),
        (
            #"{"data":[{"name":"a"},{"name":"b","storage_instances":[{"name":"s","volumes":[{"name":"v","size":"x"}]}]}]}"#,
            "no integer in data[1].storage_instances[0].volumes[0].size"
        ),
        (#"{"data":[{"name":null}]}"#, "another kind of value than expected in data[0].name"),
        // Nothing behind the value at fault is looked at.
        (#"{"data":[{"name":"a"},{"name":7},{"#, "another kind of value than expected in data[1].name"),
    ])
    func anErrorSaysWhatAndWhere(body: String, expected: String) {
        let bytes = Array(body.utf8)
        let error = #expect(throws: JSONReadingError.self) {
            try JSON.decode(WireEnvelope<[WireAppInstance]>.self, from: bytes)
        }
        #expect(error?.description(in: bytes) == expected)
    }
}
