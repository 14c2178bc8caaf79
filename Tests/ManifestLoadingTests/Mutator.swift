/// Damages texts at random: flips bits, cuts pieces out, doubles pieces, splices texts together.
///
/// Half of the pieces are whole lines or words, so that much of what comes out is YAML still, only no sense.
struct Mutator<Generator: RandomNumberGenerator> {
    /// The texts to begin with and to take pieces from.
    let seeds: [[UInt8]]
    var generator: Generator

    /// One of the texts with one to three injuries.
    mutating func mutant() -> [UInt8] {
        var text = anyText()
        for _ in 0..<Int.random(in: 1...3, using: &generator) { injure(&text) }
        return text
    }

    private mutating func injure(_ text: inout [UInt8]) {
        let piece = piece(of: text)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: flip(&text)
        case 1: text.removeSubrange(piece)
        case 2: text.removeLast(text.count - piece.lowerBound)
        case 3: text.insert(contentsOf: text[piece], at: self.piece(of: text).lowerBound)
        default:
            let other = anyText()
            text.replaceSubrange(piece, with: other[self.piece(of: other)])
        }
    }

    /// Flips one bit, or puts in a character that means something in YAML or nothing in UTF-8.
    private mutating func flip(_ text: inout [UInt8]) {
        guard let index = text.indices.randomElement(using: &generator) else { return }
        text[index] =
            Bool.random(using: &generator)
            ? text[index] ^ (1 << UInt8.random(in: 0..<8, using: &generator))
            : specials.randomElement(using: &generator) ?? 0
    }

    private mutating func anyText() -> [UInt8] { seeds.randomElement(using: &generator) ?? [] }

    private mutating func piece(of text: [UInt8]) -> Range<Int> {
        let start = Int.random(in: 0...text.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return run(around: start, in: text) { $0 != UInt8(ascii: "\n") }
        case 1, 2: return run(around: start, in: text) { !wordBoundaries.contains($0) }
        default: return start..<min(text.count, start + Int.random(in: 0...500, using: &generator))
        }
    }

    /// The longest piece around a place whose characters all belong to it.
    private func run(around place: Int, in text: [UInt8], while belongs: (UInt8) -> Bool) -> Range<Int> {
        let start = text[..<place].lastIndex { !belongs($0) }.map { $0 + 1 } ?? 0
        let end = text[place...].firstIndex { !belongs($0) } ?? text.count
        return start..<end
    }

}

/// Where a word ends.
private let wordBoundaries = Set(" \n,:{}[]\"".utf8)
private let specials = Array("{}[]:,-?&*!|>'\"%@`#<= \n\r\t0".utf8) + [0x00, 0x80, 0xC3, 0xFF]
