extension SourceTree {
    /// Where clocks and dice are asked directly: the programs, and the simulator, which is an array of its own. Everything
    /// else is given a `Timing`, so that tests can move the time.
    private static let edge: Set = ["Sources/datera-apply", "Sources/dsp-simulator", "Sources/Simulation"]

    /// Functions of the system that tell the time, wait, or throw dice.
    private static let functions: Set = [
        "clock_gettime", "gettimeofday", "time", "nanosleep", "usleep", "sleep", "getrandom", "arc4random",
        "ContinuousClock", "SuspendingClock", "Date",
    ]

    /// Members by their types; nil for those of any type, also where the type is left out.
    private static let members: [(type: String?, name: String)] = [
        ("ContinuousClock", "now"), ("SuspendingClock", "now"), ("Task", "sleep"), (nil, "random"), (nil, "shuffled"),
        (nil, "randomElement"),
    ]

    /// Uses of the system's clocks and dice where only the port may be used.
    var clockViolations: [Violation] {
        targets.filter { $0.hasPrefix("Sources/") && !Self.edge.contains($0) }.flatMap { files(in: $0) }
            .flatMap { file in
                let tokens = file.source.tokens
                return tokens.indices.compactMap { index in
                    Self.clockUse(at: index, in: tokens).map {
                        Violation(
                            path: file.path, line: tokens[index].line, message: "uses \($0) in place of a Timing")
                    }
                }
            }
    }

    private static func clockUse(at index: Int, in tokens: [SwiftSource.Token]) -> String? {
        func text(_ offset: Int) -> String {
            tokens.indices.contains(index + offset) ? tokens[index + offset].text : ""
        }
        let token = tokens[index].text
        if token == "SystemRandomNumberGenerator" { return token }
        // With an argument it is a moment that somebody has named.
        if token == "Date", text(1) == "(", text(2) != ")" { return nil }
        // A call, and neither a declaration nor a member of something.
        if functions.contains(token), text(1) == "(", text(-1) != ".", text(-1) != "func" { return token + "()" }
        guard text(-1) == ".", !token.isEmpty else { return nil }
        if let member = members.first(where: { $0.name == token && ($0.type ?? text(-2)) == text(-2) }) {
            return [member.type, token].compactMap(\.self).joined(separator: ".")
        }
        // `.now` with its type left out, after an operator, a parenthesis or a label.
        let hasBase = text(-2).last.map { $0.isLetter || $0.isNumber || "_)]?!}`".contains($0) } ?? false
        return token == "now" && (!hasBase || ["return", "in", "else", "case"].contains(text(-2))) ? ".now" : nil
    }
}
