import Testing

@testable import Simulation

@Suite struct JSONParserTests {
    @Test(arguments: [
        #"{"a":[1,-2.5,true,null,"x"],"b":{}}"#, "[]", #""\"\\\u0001""#, "9223372036854775807", "-0.5",
    ])
    func textSurvivesParsingAndWriting(_ text: String) throws {
        #expect(String(decoding: JSONWriter.encoded(try JSONParser.parse(Array(text.utf8))), as: UTF8.self) == text)
    }

    @Test func escapesAndSurrogatePairsAreDecoded() throws {
        let text = #""\n\t\/\u00e9\ud83d\ude00""#
        #expect(try JSONParser.parse(Array(text.utf8)) == "\n\t/é😀")
    }

    @Test(arguments: [
        "", "{", "[1,]", #"{"a":1,}"#, "01", "1.", "+1", "nul", #""\x""#, #""\ud800""#, #""\udc00\ud800""#, "1 2",
        "\"\u{1}\"", "1e999", "[\"unterminated", "{1:2}", "-",
    ])
    func malformedTextIsRefused(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test func invalidUTF8IsRefused() {
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
    }

    @Test func depthIsBounded() {
        let deep = Array(String(repeating: "[", count: 100_000).utf8)
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(deep) }
    }

    @Test func numbersBeyondIntegersBecomeFractions() throws {
        #expect(try JSONParser.parse(Array("92233720368547758080".utf8)) == .double(92_233_720_368_547_758_080))
    }

    @Test func canonicalTextSortsKeysAtEveryLevel() {
        let value: JSONValue = ["b": ["d": 1, "c": 2], "a": []]
        let text = String(decoding: JSONWriter.encoded(value, sortingKeys: true), as: UTF8.self)
        #expect(text == #"{"a":[],"b":{"c":2,"d":1}}"#)
    }
}
