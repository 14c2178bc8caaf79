/// A whole PDU, for the few kinds whose data the proxy reads or changes.
struct PDU: Sendable, Equatable {
    /// The basic header and what is added to it.
    private var head: [UInt8]
    var data: [UInt8]

    /// Takes apart the bytes of exactly one PDU; nil when the lengths in it say something else.
    init?(_ bytes: UnsafeMutableRawBufferPointer) {
        guard let header = PDUHeader(bytes), header.wholeLength == bytes.count else { return nil }
        let start = PDUHeader.length + header.additionalLength
        head = Array(bytes[..<start])
        data = Array(bytes[start..<(start + header.dataLength)])
    }

    init?(_ bytes: [UInt8]) {
        var bytes = bytes
        let pdu = bytes.withUnsafeMutableBytes { PDU($0) }
        guard let pdu else { return nil }
        self = pdu
    }

    /// A PDU without data whose header is all zero but for its operation.
    init(_ operation: PDUHeader.Operation) {
        head = [operation.rawValue] + [UInt8](repeating: 0, count: PDUHeader.length - 1)
        data = []
    }

    /// Reads or changes the header. Without a result when there is none, which the initializers rule out.
    @discardableResult
    mutating func withHeader<Result>(_ body: (PDUHeader) -> Result) -> Result? {
        head.withUnsafeMutableBytes { PDUHeader($0).map(body) }
    }

    /// The bytes to send, with the length that the data has now.
    func encoded() -> [UInt8] {
        var copy = self
        copy.withHeader { $0.dataLength = data.count }
        return copy.head + data + [UInt8](repeating: 0, count: -data.count & 3)
    }
}
