import StorageModel

extension ValueReader {
    /// A volume size in GiB.
    func size() -> Gibibytes? {
        guard let size = quantity(.size).map(Gibibytes.init) else { return nil }
        let limits = Gibibytes.volumeLimits
        guard limits.contains(size) else {
            report(
                "\(label) must be \(limits.lowerBound) to \(limits.upperBound), not \(shownText.quoted)",
                hint: size < limits.lowerBound ? "the smallest volume is `1GiB`" : nil)
            return nil
        }
        return size
    }

    /// One of the six limits; `unlimited` or 0 is explicitly none.
    func limit(_ field: QoSField) -> Limit? {
        if case .scalar(let scalar) = node.content, scalar.text == "unlimited" { return .unlimited }
        return rate(field).map(Limit.init(wire:))
    }

    /// A number in the unit of the field, no larger than the DSP accepts.
    func rate(_ field: QoSField) -> Int? {
        guard field.isBandwidth else { return integer(in: 0...field.maximum) }
        guard let value = quantity(.bandwidth) else { return nil }
        guard (0...field.maximum).contains(value) else {
            report("\(label) must be 0 to \(field.maximum) KiB/s, not \(shownText.quoted)")
            return nil
        }
        return value
    }

    private func quantity(_ notation: QuantityNotation) -> Int? {
        guard let scalar = scalar(expected: notation.noun) else { return nil }
        switch notation.reading(of: scalar.text) {
        case .count(let count): return count
        case .refused(let suggestion):
            reportUnreadable(scalar, expected: notation.noun, suggestion: suggestion)
            return nil
        }
    }

    private var shownText: String {
        if case .scalar(let scalar) = node.content { scalar.text } else { "" }
    }
}
