// The environment.
import FoundationEssentials
import TestSupport

/// How much of a matrix to run: a seeded sample in `make test`, everything in `make soak`.
enum Soak {
    /// `SOAK=1` is set by scripts/soak.sh.
    static let isFull = ProcessInfo.processInfo.environment["SOAK"] == "1"

    /// Only stories whose names begin so, while one is at work on them: `SOAK_PART=clone`.
    static let part = ProcessInfo.processInfo.environment["SOAK_PART"]

    static let seed = ProcessInfo.processInfo.environment["SOAK_SEED"].flatMap(UInt64.init) ?? 20_261_121

    /// The sample of one part of a test, the same for equal seeds whatever the other parts do.
    static func sample<Element>(_ all: [Element], of count: Int, for part: String) -> [Element] {
        guard !isFull else { return all }
        var hash = seed
        for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var generator = SeededGenerator(seed: hash)
        return Array(all.shuffled(using: &generator).prefix(count))
    }

    /// One line that scripts/soak.sh takes over into docs/soak.md.
    static func report(_ what: String, _ figures: String) {
        print("SOAK | \(what) | \(figures) | seed \(seed)")
    }
}
