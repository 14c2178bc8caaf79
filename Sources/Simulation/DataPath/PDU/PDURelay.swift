/// What happens to the PDUs of one direction.
protocol PDURewriting {
    /// Whether a PDU has to be there as a whole before it is passed on; all others pass in pieces, as they come.
    func needsWhole(_ header: PDUHeader) -> Bool
    /// Changes the header of a PDU that passes in pieces.
    mutating func patch(_ header: PDUHeader)
    /// Changes a PDU that is there as a whole.
    mutating func rewrite(_ pdu: inout PDU) throws(PDUFailure)
}

/// Why a connection cannot go on.
enum PDUFailure: Error, Equatable {
    case dataTooLong(Int)
    /// The PDU as a whole is longer than what the relay can hold.
    case wholeTooLong(Int)
    case malformed
    /// The other side of the proxy is gone, or the proxy was told to cut the connection.
    case closed
}

/// Cuts one direction of a connection into PDUs and passes them on. Data is passed on from the buffer in which it came;
/// what the relay keeps between two calls is a number.
struct PDURelay<Rewriting: PDURewriting> {
    /// The longest PDU that is needed as a whole: login and text, of at most 8 KiB by default.
    static var longestWhole: Int { 64 << 10 }

    var rewriting: Rewriting
    /// Bytes of the PDU begun that are still to come.
    private var passing = 0

    init(_ rewriting: Rewriting) { self.rewriting = rewriting }

    /// Passes on as much as can be.
    ///
    /// - Parameter bytes: what has come and was not consumed before.
    /// - Parameter emit: gets bytes to send, and how many PDUs begin in them.
    /// - Returns: how many bytes are done with; the rest has to come again, with more behind it.
    mutating func process(
        _ bytes: UnsafeMutableRawBufferPointer,
        emit: (UnsafeRawBufferPointer, _ pdus: Int) throws(PDUFailure) -> Void
    ) throws(PDUFailure) -> Int {
        var sent = 0
        var position = 0
        var pdus = 0
        func flush(upTo end: Int) throws(PDUFailure) {
            if end > sent { try emit(UnsafeRawBufferPointer(rebasing: bytes[sent..<end]), pdus) }
            (sent, pdus) = (end, 0)
        }
        while position < bytes.count {
            if passing > 0 {
                let count = min(passing, bytes.count - position)
                position += count
                passing -= count
                continue
            }
            guard let header = PDUHeader(UnsafeMutableRawBufferPointer(rebasing: bytes[position...])) else { break }
            guard header.dataLength <= PDUHeader.longestData else { throw .dataTooLong(header.dataLength) }
            guard rewriting.needsWhole(header) else {
                rewriting.patch(header)
                pdus += 1
                passing = header.wholeLength
                continue
            }
            let length = header.wholeLength
            guard length <= Self.longestWhole else { throw .wholeTooLong(length) }
            guard bytes.count - position >= length else { break }
            try flush(upTo: position)
            let part = UnsafeMutableRawBufferPointer(rebasing: bytes[position..<(position + length)])
            guard var pdu = PDU(part) else { throw .malformed }
            try rewriting.rewrite(&pdu)
            try Self.emit(pdu, to: emit)
            position += length
            sent = position
        }
        try flush(upTo: position)
        return position
    }

    private static func emit(
        _ pdu: PDU, to emit: (UnsafeRawBufferPointer, Int) throws(PDUFailure) -> Void
    ) throws(PDUFailure) {
        let encoded = pdu.encoded()
        var failure: PDUFailure?
        encoded.withUnsafeBytes { bytes in
            do throws(PDUFailure) { try emit(bytes, 1) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
