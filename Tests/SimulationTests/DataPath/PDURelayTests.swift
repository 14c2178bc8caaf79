import Testing

@testable import Simulation

/// The proxy's reading of PDUs, with bytes made by hand.
@Suite struct PDURelayTests {
    private struct Unchanged: PDURewriting {
        var whole = false
        func needsWhole(_ header: PDUHeader) -> Bool { whole }
        mutating func patch(_ header: PDUHeader) {}
        mutating func rewrite(_ pdu: inout PDU) throws(PDUFailure) {}
    }

    /// A PDU with a data segment.
    private func pdu(
        _ operation: UInt8, flags: UInt8 = 0x80, unit: UInt8 = 0, task: UInt8 = 1, data: [UInt8] = [],
        _ fields: [Int: UInt8] = [:]
    ) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 48)
        (bytes[0], bytes[1], bytes[9], bytes[19]) = (operation, flags, unit, task)
        bytes[6] = UInt8(data.count >> 8 & 0xff)
        bytes[7] = UInt8(data.count & 0xff)
        for (offset, value) in fields { bytes[offset] = value }
        return bytes + data + [UInt8](repeating: 0, count: -data.count & 3)
    }

    /// What comes out when the bytes come in pieces.
    private func passed<Rewriting: PDURewriting>(
        _ bytes: [UInt8], through relay: inout PDURelay<Rewriting>, pieces: Int = .max
    ) throws(PDUFailure) -> (bytes: [UInt8], pdus: Int) {
        var (result, count): ([UInt8], Int) = ([], 0)
        var waiting: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            waiting += rest.prefix(pieces)
            rest = rest.dropFirst(pieces)
            var failure: PDUFailure?
            let done = waiting.withUnsafeMutableBytes { buffer -> Int in
                do throws(PDUFailure) {
                    return try relay.process(buffer) { (bytes, pdus) throws(PDUFailure) in
                        result += bytes
                        count += pdus
                    }
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            waiting.removeFirst(done)
        }
        return (result, count)
    }

    private func requests(_ record: SessionRecord = SessionRecord(), _ target: ServedTarget? = nil)
        -> PDURelay<RequestRewriting>
    {
        PDURelay(
            RequestRewriting(
                record: record, begin: { _, _ throws(PDUFailure) in }, target: { target }, received: { _ in }))
    }

    private static let names = "InitiatorName=iqn.a:i\0TargetName=iqn.a:t\0SessionType=Normal\0"

    private func loggedIn() throws -> SessionRecord {
        let record = SessionRecord()
        let login = try #require(PDU(pdu(0x43, flags: 0x87, data: Array(Self.names.utf8))).flatMap { LoginRequest($0) })
        record.begin(login)
        return record
    }

    @Test(arguments: [1, 7, 47, 48, 49, 1_000, .max])
    func piecesMakeTheSame(_ pieces: Int) throws {
        let bytes = pdu(0, data: [1, 2, 3]) + pdu(0x05, data: [UInt8](repeating: 9, count: 5_000)) + pdu(0x06)
        for whole in [false, true] {
            var relay = PDURelay(Unchanged(whole: whole))
            let (result, count) = try passed(bytes, through: &relay, pieces: pieces)
            #expect(result == bytes && count == 3)
        }
    }

    @Test func lengthsBeyondReasonEndTheConnection() throws {
        var relay = PDURelay(Unchanged())
        let huge = pdu(0x05, [5: 0xff, 6: 0xff, 7: 0xff])
        #expect(throws: PDUFailure.dataTooLong(0xffffff)) { try passed(huge, through: &relay) }
        var login = requests()
        #expect(throws: PDUFailure.wholeTooLong(48 + 0x20000)) { try passed(pdu(0x43, [5: 2]), through: &login) }
        var added = requests()
        let long = pdu(0x43, data: [1], [4: 0xff])
        #expect(try passed(long, through: &added).bytes.isEmpty, "it waits for what is added to the header")
    }

    @Test func whatDoesNotBeginWithALoginIsRefused() throws {
        for first in [pdu(0x01), pdu(0x43, data: Array("InitiatorName=x\0".utf8)), pdu(0x43, flags: 0xC7), pdu(0x3f)] {
            var relay = requests()
            #expect(throws: PDUFailure.malformed) { try passed(first, through: &relay) }
        }
    }

    @Test func randomBytesNeverTrap() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<3_000 {
            var bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            // Some look like a login at first.
            if bytes.count > 60, Bool.random(using: &random) {
                bytes.replaceSubrange(0..<8, with: [0x43, 0x87, 0, 0, 0, 0, 0, 9])
            }
            var relay = requests()
            _ = try? passed(bytes, through: &relay, pieces: 100)
            var answers = PDURelay(ResponseRewriting(record: SessionRecord(), targets: { [:] }, addresses: ["a", "b"]))
            _ = try? passed(bytes, through: &answers, pieces: 100)
        }
    }

    @Test func unitsAreCountedOneHigherBehindTheProxy() throws {
        let record = try loggedIn()
        var relay = requests(record)
        for operation: UInt8 in [0x01, 0x41, 0x02, 0x05, 0x10] {
            for (unit, expected): ((UInt8, UInt8), (UInt8, UInt8)) in [
                ((0, 0), (0, 1)), ((0, 7), (0, 8)), ((0, 255), (0x41, 0)), ((0x41, 3), (0x41, 4)),
                // A well-known unit has no number.
                ((0xC1, 1), (0xC1, 1)),
            ] {
                let bytes = try passed(pdu(operation, [8: unit.0, 9: unit.1]), through: &relay).bytes
                #expect((bytes[8], bytes[9]) == expected)
            }
        }
        var answers = PDURelay(ResponseRewriting(record: record, targets: { [:] }, addresses: []))
        #expect(try passed(pdu(0x31, unit: 5), through: &answers).bytes[9] == 4)
        #expect(try passed(pdu(0x32, unit: 0), through: &answers).bytes[9] == 0)
        #expect(try passed(pdu(0x20, unit: 5), through: &answers).bytes[9] == 5)
    }

    @Test(arguments: [(16, 16), (8, 8), (4_096, 24)])
    func listsOfUnitsAreMadeByTheProxy(_ allocation: Int, _ length: Int) throws {
        let record = try loggedIn()
        var relay = requests(record)
        let size = [UInt8(allocation >> 8), UInt8(allocation & 0xff)]
        let command = pdu(
            0x41, flags: 0xC0, task: 9, [22: size[0], 23: size[1], 32: 0xA0, 40: size[0], 41: size[1]])
        #expect(try passed(command, through: &relay).bytes[9] == 0)
        let unit = ServedTarget.Unit(file: "f", bytes: 1, serial: "s")
        let target = ServedTarget(iqn: "iqn.a:t", uuid: "u", admission: .everyone, units: [unit, unit])
        let rewriting = ResponseRewriting(record: record, targets: { ["iqn.a:t": target] }, addresses: [])
        var answers = PDURelay(rewriting)
        let theirs = [UInt8](repeating: 0xEE, count: min(allocation, 32))
        let answer = try passed(pdu(0x25, flags: 0x87, task: 9, data: theirs), through: &answers).bytes
        let read = try #require(PDU(answer))
        let list: [UInt8] = [0, 0, 0, 16, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 8) + [0, 1, 0, 0, 0, 0, 0, 0]
        #expect(read.data == Array(list.prefix(length)))
        let missing = allocation - length
        #expect(answer[1] == (missing > 0 ? 0x83 : 0x81) && answer[46] == UInt8(missing >> 8))
        #expect(record.list(for: 9) == nil)
    }

    @Test func namesAndDigestsAreReplacedInLogins() throws {
        var target = ServedTarget(iqn: "iqn.a:t", uuid: "u1", admission: .everyone, units: [])
        target.login = ServedTarget.Credentials(user: "me", password: "p")
        target.answer = ServedTarget.Credentials(user: "you", password: "q")
        for (name, expected) in [("me", "login-u1"), ("login-u1", "unknown"), ("x", "unknown")] {
            var relay = requests(try loggedIn(), target)
            let text = Array("CHAP_N=\(name)\0CHAP_R=0x1\0HeaderDigest=CRC32C,None\0".utf8)
            let read = try #require(PDU(try passed(pdu(0x43, data: text), through: &relay).bytes))
            #expect(String(decoding: read.data, as: UTF8.self) == "CHAP_N=\(expected)\0CHAP_R=0x1\0HeaderDigest=None\0")
        }
        let served = ["iqn.a:t": target]
        let record = try loggedIn()
        var answers = PDURelay(ResponseRewriting(record: record, targets: { served }, addresses: []))
        let answer = pdu(0x23, flags: 0x87, data: Array("CHAP_N=answer-u1\0CHAP_R=0x2\0".utf8))
        let read = try #require(PDU(try passed(answer, through: &answers).bytes))
        #expect(String(decoding: read.data, as: UTF8.self) == "CHAP_N=you\0CHAP_R=0x2\0")
        #expect(record.isLoggedIn)
    }

    @Test func aRefusalAnswersItsRequest() throws {
        let request = try #require(PDU(pdu(0x43, flags: 0x87, task: 6, data: [1], [8: 0x40, 13: 3, 27: 5])))
        let answer = LoginRefusal.notFound.answer(to: request).encoded()
        #expect(answer.count == 48 && answer[0] == 0x23 && answer[19] == 6)
        #expect((answer[8], answer[13]) == (0x40, 3) && (answer[31], answer[35]) == (5, 5))
        #expect((answer[36], answer[37]) == (2, 3))
    }
}
