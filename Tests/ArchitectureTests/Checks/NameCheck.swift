extension SourceTree {
    /// Words that name a place to put things, not a job to do.
    private static let emptyWords: Set = [
        "Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Common", "Manager", "Managers", "Impl", "Base",
    ]
    private static let typeKeywords: Set = ["struct", "class", "enum", "actor", "protocol", "typealias"]

    /// Files, folders and declared types whose name contains one of the empty words.
    var nameViolations: [Violation] {
        files.flatMap { pathViolations($0) + typeViolations($0) }
    }

    private func pathViolations(_ file: File) -> [Violation] {
        file.path.split(separator: "/").compactMap { component in
            // In a file `Type+Topic` the type may be somebody else's; the topic is ours.
            let name = component.prefix { $0 != "." }.split(separator: "+").last ?? component
            return emptyWord(in: name).map { Violation(path: file.path, message: "is named after “\($0)”") }
        }
    }

    private func typeViolations(_ file: File) -> [Violation] {
        file.source.pairs.compactMap { keyword, name in
            guard Self.typeKeywords.contains(keyword.text), let word = emptyWord(in: name.text[...]) else { return nil }
            return Violation(
                path: file.path, line: name.line, message: "declares \(name.text), named after “\(word)”")
        }
    }

    /// The first empty word among the words of a camel-case name: `Base` is one of `BaseCommand`, none of `Database`.
    private func emptyWord(in name: Substring) -> String? {
        var words: [String] = []
        for character in name {
            if character.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1].append(character)
        }
        return words.first { Self.emptyWords.contains($0) }
    }
}
