/// The basic header segment of an iSCSI PDU (RFC 7143, section 11), read and changed in place.
struct PDUHeader {
    /// Bytes of every basic header segment.
    static let length = 48
    /// The longest data segment that is let through. Both sides negotiate less; a longer one is a stray byte.
    static let longestData = 1 << 20

    /// What the proxy looks at; all other PDUs pass as they are.
    enum Operation: UInt8 {
        case scsiCommand = 0x01
        case taskManagement = 0x02
        case login = 0x03
        case text = 0x04
        case dataOut = 0x05
        case snack = 0x10
        case scsiResponse = 0x21
        case loginResponse = 0x23
        case textResponse = 0x24
        case dataIn = 0x25
        case readyToTransfer = 0x31
        case asynchronous = 0x32
    }

    let bytes: UnsafeMutableRawBufferPointer

    /// nil when there are too few bytes.
    init?(_ bytes: UnsafeMutableRawBufferPointer) {
        guard bytes.count >= Self.length else { return nil }
        self.bytes = UnsafeMutableRawBufferPointer(rebasing: bytes[..<Self.length])
    }

    /// nil for those that pass as they are.
    var operation: Operation? { Operation(rawValue: bytes[0] & 0x3f) }

    /// The byte after the operation: final, transit and status bits, by operation.
    var flags: UInt8 {
        get { bytes[1] }
        nonmutating set { bytes[1] = newValue }
    }

    /// Bytes between the basic header and the data.
    var additionalLength: Int { Int(bytes[4]) * 4 }

    /// Bytes of data, without those that fill up the last word.
    var dataLength: Int {
        get { Int(bytes[5]) << 16 | Int(bytes[6]) << 8 | Int(bytes[7]) }
        nonmutating set {
            bytes[5] = UInt8(truncatingIfNeeded: newValue >> 16)
            bytes[6] = UInt8(truncatingIfNeeded: newValue >> 8)
            bytes[7] = UInt8(truncatingIfNeeded: newValue)
        }
    }

    /// All bytes of the PDU. There are no digests: the proxy does not let them be negotiated.
    var wholeLength: Int { Self.length + additionalLength + (dataLength + 3) & ~3 }

    /// What an answer has in common with its request.
    var task: UInt32 { word(at: 16) }

    func word(at offset: Int) -> UInt32 {
        UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    func setWord(_ value: UInt32, at offset: Int) {
        bytes.storeBytes(of: value.bigEndian, toByteOffset: offset, as: UInt32.self)
    }

    /// The logical unit number; nil for a number of another kind than a plain one, which the proxy leaves alone.
    var unit: Int? {
        get {
            switch bytes[8] >> 6 {
            case 0 where bytes[8] == 0: Int(bytes[9])
            case 1: Int(bytes[8] & 0x3f) << 8 | Int(bytes[9])
            case _: nil
            }
        }
        nonmutating set {
            guard let newValue, 0..<(1 << 14) ~= newValue else { return }
            bytes[8] = newValue < 256 ? 0 : 0x40 | UInt8(truncatingIfNeeded: newValue >> 8)
            bytes[9] = UInt8(truncatingIfNeeded: newValue)
        }
    }
}
