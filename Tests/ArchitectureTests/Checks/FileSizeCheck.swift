extension SourceTree {
    /// Lines of a product file, and of a test.
    static func longestFile(at path: String) -> Int { path.hasPrefix("Sources/") ? 260 : 400 }

    /// Swift files that have grown past what one sitting can review.
    var fileSizeViolations: [Violation] {
        files.compactMap { file in
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
            // The newline that ends the last line starts no line of its own.
            let count = file.text.hasSuffix("\n") ? lines - 1 : lines
            let most = Self.longestFile(at: file.path)
            guard count > most else { return nil }
            return Violation(path: file.path, message: "has \(count) lines, at most \(most) are allowed")
        }
    }
}
