/// A REPORT LUNS command on its way, and what it is answered. tgtd's own answer begins with its controller and would be
/// cut in the wrong place, so the proxy makes the list itself.
struct UnitList: Sendable, Equatable {
    /// SPC's operation code.
    static let operationCode: UInt8 = 0xA0

    /// The most bytes that the initiator takes, by the command and by the PDU.
    let allocation: Int
    let expected: Int

    /// nil for any other command.
    init?(_ command: PDUHeader) {
        guard command.operation == .scsiCommand, command.bytes[32] == Self.operationCode else { return nil }
        allocation = Int(command.word(at: 38))
        expected = Int(command.word(at: 20))
    }

    /// The parameter data for units 0 to `count` - 1: the length of the list, four reserved bytes, eight for each unit.
    func data(count: Int) -> [UInt8] {
        let length = UInt32(truncatingIfNeeded: count * 8)
        var bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + [0, 0, 0, 0]
        for unit in 0..<count {
            let high = unit < 256 ? 0 : 0x40 | UInt8(truncatingIfNeeded: unit >> 8)
            bytes += [high, UInt8(truncatingIfNeeded: unit), 0, 0, 0, 0, 0, 0]
        }
        return Array(bytes.prefix(min(allocation, expected)))
    }

    /// Says in an answer how many of the expected bytes have not come.
    func setResidual(of answer: PDUHeader, sent: Int) {
        let missing = expected - sent
        answer.flags = answer.flags & ~0x06 | (missing > 0 ? 0x02 : 0)
        answer.setWord(UInt32(truncatingIfNeeded: max(0, missing)), at: 44)
    }
}
