// JSONDecoder, the judge that was not written here, and the environment.
import FoundationEssentials
import StorageModel
import TestSupport
import Testing

// The reader, which is of no use to other modules.
@testable import DSPClient

/// Answers that were damaged in every way: nothing traps, and what is JSON and what it says is judged by Foundation.
@Suite struct JSONMutationTests {
    /// `SOAK=1` runs a million.
    private static let count = ProcessInfo.processInfo.environment["SOAK"] == "1" ? 1_000_000 : 4_000

    private static let page = Array(#"{"data":[\#(Samples.live)],"metadata":{"total_count":1,"limit":100}}"#.utf8)

    /// Pieces that parsers are known to stumble over.
    private static let pieces = [
        "\\ud834", "\\udd1e", "\\u0000", "\\", "\"", "{", "}", "[", "]", ",", ":", "null", "true", "1e999", "-0", "01",
        "1.5e-3",
        "99999999999999999999", "\u{FEFF}", "\0", "é", "𝄞", "[[[[[[[[", #"{"name":"#, #""name":"x","#, "/*c*/", "'",
        "\n", "\u{7F}",
    ].map { Array($0.utf8) }

    @Test func damagedAnswersAreReadAsFoundationReadsThem() throws {
        var generator = SeededGenerator(seed: 20_261_128)
        var read = 0
        for number in 0..<Self.count {
            let body = Self.mutated(Self.page, by: &generator)
            let expected = try? JSONDecoder().decode(JSONTree.self, from: Data(body))
            let tree = try? JSON.decode(ReadTree.self, from: body)
            if tree != nil { read += 1 }
            // Foundation skips a byte order mark and takes the first of two equal members.
            guard tree?.value != expected, !Self.isKnownToDiffer(body) else { continue }
            Issue.record("mutation \(number): \(String(decoding: body, as: UTF8.self))")
        }
        #expect(read > Self.count / 10, "too few of them are JSON")
        print("SOAK | damaged answers of the array | \(Self.count), of which \(read) are JSON | seed 20261128")
    }

    /// The types that are read in earnest, which take only a part.
    @Test func damagedAnswersNeverTrap() {
        var generator = SeededGenerator(seed: 20_261_129)
        for _ in 0..<Self.count {
            let body = Self.mutated(Self.page, by: &generator)
            do throws(JSONReadingError) {
                _ = try JSON.decode(WireEnvelope<[WireAppInstance]>.self, from: body).data.map { $0.model(in: .root) }
            } catch {
                #expect(!error.description(in: body).isEmpty)
                _ = WireNames.place(of: error, in: body)
            }
        }
    }

    private static func isKnownToDiffer(_ body: [UInt8]) -> Bool {
        body.starts(with: [0xEF, 0xBB, 0xBF]) || body.contains(0)
    }

    private static func mutated(_ page: [UInt8], by generator: inout SeededGenerator) -> [UInt8] {
        var body = page
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !body.isEmpty {
            let place = Int.random(in: 0..<body.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: body[place] = UInt8.random(in: .min ... .max, using: &generator)
            case 1: body.remove(at: place)
            case 2: body.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
            case 3: body.removeLast(Int.random(in: 0...(body.count - place), using: &generator))
            case 4:
                let end = min(body.count, place + Int.random(in: 1...40, using: &generator))
                body.insert(contentsOf: body[place..<end], at: Int.random(in: 0..<body.count, using: &generator))
            default:
                let end = min(body.count, place + Int.random(in: 1...40, using: &generator))
                body.replaceSubrange(place..<end, with: pieces.randomElement(using: &generator) ?? [])
            }
        }
        return body
    }
}

/// Any JSON, read by the reader, as Foundation's decoder shows it.
private struct ReadTree: JSONReadable {
    let value: JSONTree

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        switch reader.peek() {
        case UInt8(ascii: "{"):
            _ = try reader.enterObject()
            var members: [String: JSONTree] = [:]
            while let name = try reader.nextMember() {
                let key = try reader.string(name)
                let value = try ReadTree(from: &reader).value
                // The first, as Foundation has it.
                if members[key] == nil { members[key] = value }
            }
            value = .object(members)
        case UInt8(ascii: "["):
            value = .list(try [ReadTree](from: &reader).map(\.value))
        case UInt8(ascii: "\""): value = .text(try String(from: &reader))
        case UInt8(ascii: "t"):
            try reader.take(word: "true")
            value = .flag(true)
        case UInt8(ascii: "f"):
            try reader.take(word: "false")
            value = .flag(false)
        case UInt8(ascii: "n"):
            try reader.take(word: "null")
            value = .null
        default:
            guard let number = try reader.double(), number.isFinite else { throw reader.error(.notJSON) }
            value = .number(number)
        }
    }
}
