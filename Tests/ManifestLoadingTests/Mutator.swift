/// Damages texts at random: flips bits, cuts pieces out, doubles pieces, splices texts together.
struct Mutator<Generator: RandomNumberGenerator> {
    /// The texts to begin with and to take pieces from.
    let seeds: [[UInt8]]
    var generator: Generator

    /// One of the texts with one to four injuries.
    mutating func mutant() -> [UInt8] {
        var text = anyText()
        for _ in 0..<Int.random(in: 1...4, using: &generator) { injure(&text) }
        return text
    }

    private mutating func injure(_ text: inout [UInt8]) {
        let piece = range(in: text)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0:
            guard let index = text.indices.randomElement(using: &generator) else { return }
            text[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1:
            guard let index = text.indices.randomElement(using: &generator) else { return }
            text[index] = Self.specials.randomElement(using: &generator) ?? 0
        case 2: text.removeSubrange(piece)
        case 3: text.removeLast(text.count - piece.lowerBound)
        case 4: text.insert(contentsOf: text[piece], at: range(in: text).lowerBound)
        default:
            let other = anyText()
            text.replaceSubrange(piece, with: other[range(in: other)])
        }
    }

    private mutating func anyText() -> [UInt8] { seeds.randomElement(using: &generator) ?? [] }

    /// Mostly short, sometimes anything.
    private mutating func range(in text: [UInt8]) -> Range<Int> {
        let start = Int.random(in: 0...text.count, using: &generator)
        let longest = Bool.random(using: &generator) ? 20 : 500
        return start..<min(text.count, start + Int.random(in: 0...longest, using: &generator))
    }

    /// What means something in YAML, or nothing in UTF-8.
    private static var specials: [UInt8] {
        Array("{}[]:,-?&*!|>'\"%@`#<= \n\r\t0".utf8) + [0x00, 0x80, 0xC3, 0xEF, 0xFF]
    }
}
