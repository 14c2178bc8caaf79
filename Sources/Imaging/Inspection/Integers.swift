/// Integers in headers of files that anybody may have written: what is not there is nil, and no sum traps.
extension [UInt8] {
    func bigEndian<Value: FixedWidthInteger & UnsignedInteger>(at offset: Int, as: Value.Type) -> Value? {
        let size = MemoryLayout<Value>.size
        guard offset >= 0, offset <= count - size else { return nil }
        return self[offset..<offset + size].reduce(0) { $0 << 8 | Value($1) }
    }

    func littleEndian<Value: FixedWidthInteger & UnsignedInteger>(at offset: Int, as: Value.Type) -> Value? {
        bigEndian(at: offset, as: Value.self)?.byteSwapped
    }

    func has(_ text: String, at offset: Int = 0) -> Bool { has(Array(text.utf8), at: offset) }

    func has(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
        offset >= 0 && offset <= count - bytes.count && self[offset..<offset + bytes.count].elementsEqual(bytes)
    }
}

extension UInt64 {
    /// Nil instead of an overflow.
    func adding(_ other: UInt64) -> UInt64? {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? nil : sum
    }

    func times(_ other: UInt64) -> UInt64? {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? nil : product
    }

    /// How many pieces of this size are needed to hold it; nil for a size of 0.
    func pieces(of size: UInt64) -> UInt64? {
        size == 0 ? nil : self / size + (isMultiple(of: size) ? 0 : 1)
    }

    func roundedUp(to multiple: UInt64) -> UInt64? { pieces(of: multiple)?.times(multiple) }
}
