import Testing

/// What the checks take for code, for a comment and for an import.
@Suite struct SwiftSourceTests {
    struct ImportCase: Sendable, CustomTestStringConvertible {
        var text: String
        var modules: [String]
        var testDescription: String { text }
    }

    @Test(arguments: [
        ImportCase(text: "import A", modules: ["A"]),
        ImportCase(text: "import A; import B", modules: ["A", "B"]),
        ImportCase(text: "package import A\nprivate import B", modules: ["A", "B"]),
        ImportCase(text: "@preconcurrency import A", modules: ["A"]),
        ImportCase(text: "@_spi(Inside) @preconcurrency internal import A", modules: ["A"]),
        ImportCase(text: "@testable\nimport A", modules: ["A"]),
        ImportCase(text: "import struct A.B.C", modules: ["A"]),
        ImportCase(text: "import func `A`.b", modules: ["A"]),
        ImportCase(text: "import\n    A", modules: ["A"]),
        ImportCase(text: "@_spi(Inside)\ninternal\n    import struct\n    A.B", modules: ["A"]),
        ImportCase(text: "#if canImport(A)\nimport A\n#endif", modules: ["A"]),
        ImportCase(text: "import /* why */ A // because", modules: ["A"]),
        ImportCase(text: "// import A", modules: []),
        ImportCase(text: "/* import A\nimport B */ import C", modules: ["C"]),
        ImportCase(text: "/* /* */ import A */\nimport B", modules: ["B"]),
        ImportCase(text: "let x = \"\"\"\n    import A\n    \"\"\"", modules: []),
        ImportCase(text: "func f(import a: Int) {}\nf(import: 1)", modules: []),
        ImportCase(text: "let x = y.import\nimport A", modules: ["A"]),
        ImportCase(text: "let quote = /\"/\nimport A", modules: ["A"]),
    ])
    func importsAreFoundInEveryForm(_ example: ImportCase) {
        #expect(SwiftSource(example.text).imports.map(\.module) == example.modules)
    }

    @Test func anImportIsExplainedByAPlainCommentOnItOrRightAboveIt() {
        let source = SwiftSource(
            """
            // Reason one.
            import A
            import B  // reason two

            /// About the next thing.
            import C

            // Too far away.

            import D
            @preconcurrency  // reason five
            package import E
            """)
        let comments = source.imports.map { $0.comment?.filter { $0 != " " } }
        #expect(comments == ["Reasonone.", "reasontwo", nil, nil, "reasonfive"])
    }

    @Test func stringsHideTheirTextButNotTheirInterpolations() {
        let plain = ##"a("b \(c("d \(e)")) f" + #"g \(h) \#(i) " j"#, "##
        let multiline = "\"\"\"\n \" k \\\"\"\" \\(l)\n\"\"\" + m)"
        let source = SwiftSource(plain + multiline)
        let words = source.tokens.map(\.text).filter { $0.first?.isLetter == true }
        #expect(words == ["a", "c", "e", "i", "l", "m"])
    }

    @Test func tokensAndCommentsKnowTheirLines() {
        let source = SwiftSource("a /* one\ntwo */ b\n\n// three\n\"\"\"\n\n\"\"\"; c")
        #expect(source.tokens.map { "\($0.text)\($0.line)" } == ["a1", "b2", ";7", "c7"])
        #expect(source.comments.map { "\($0.text)\($0.line)" } == [" one1", "two 2", " three4"])
    }

    @Test(arguments: ["\"", "\"\"\"", "/*", "\"\\(", "#\"", "`", "\\", "import", "@", "import struct", ")", "as", "//"])
    func unfinishedTextDoesNotTrap(_ text: String) {
        let source = SwiftSource(text)
        #expect(source.imports.isEmpty)
    }
}
