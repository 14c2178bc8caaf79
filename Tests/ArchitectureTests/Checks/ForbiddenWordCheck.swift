extension SourceTree {
    /// Traps that bad input could reach, and `public`, which a package without library products has no use for.
    var forbiddenWordViolations: [Violation] {
        files(in: "Sources").flatMap { file in
            let tokens = file.source.tokens
            return tokens.indices.compactMap { index in
                forbiddenWord(at: index, in: tokens).map {
                    Violation(path: file.path, line: tokens[index].line, message: "uses \($0)")
                }
            }
        }
    }

    private func forbiddenWord(at index: Int, in tokens: [SwiftSource.Token]) -> String? {
        let token = tokens[index]
        switch token.text {
        case "public", "fatalError":
            // `.public` is a member of somebody's type.
            let isMember = index > 0 && tokens[index - 1].text == "."
            return isMember ? nil : token.text
        case "try", "as":
            // `try !ready` is a negation.
            guard index + 1 < tokens.count, tokens[index + 1].text == "!", token.touches(tokens[index + 1]) else {
                return nil
            }
            return token.text + "!"
        default:
            return nil
        }
    }
}
