import Configuring
import Diagnostics
import Locking
import StorageModel
import Testing

/// The secrets that steps need: all found before the first, or each named with its line.
@Suite struct SecretResolutionTests {
    private static let address = ResourceAddress.volume(ResourceKey("ledger"))
    private static let line = SourceLocation(file: "stack.yaml", line: 7, column: 3)
    private static let word = SecretReference.environment("CHAP")
    private static let file = SecretReference.file("/chap")

    private func resolve(
        _ references: [SecretReference], _ environment: [String: String] = [:], _ files: MemoryFiles = MemoryFiles()
    ) -> SecretResolution {
        SecretResolution(
            references.map { SecretNeed($0, for: Self.address, at: Self.line) }, environment: environment,
            files: files.files)
    }

    @Test func variablesAndFilesAreFound() {
        let files = MemoryFiles(["/chap": "secret-12345\r\n"], open: ["/chap"])
        let found = resolve([Self.word, Self.file, Self.word], ["CHAP": "hunter22-and-1"], files)
        #expect(found.secrets == [Self.word: Secret("hunter22-and-1"), Self.file: Secret("secret-12345")])
        #expect(found.diagnostics.isEmpty && found.warnings == [.readableByOthers("/chap")])
        #expect(files.asked.withLock { $0 } == ["/chap"])
    }

    @Test(arguments: [
        (SecretReference.environment("NONE"), "env:NONE is not set or is empty"),
        (.environment("EMPTY"), "env:EMPTY is not set or is empty"),
        (.environment("SHORT"), "env:SHORT holds 11 characters"),
        (.environment("LONG"), "env:LONG holds 17 characters"),
        (.file("/none"), "file:/none cannot be read: no such file"),
        (.file("/blank"), "file:/blank is not set or is empty"),
    ])
    func whatIsNoPasswordIsNamedWithItsLineAndNeverShown(reference: SecretReference, said: String) {
        let environment = ["EMPTY": "", "SHORT": "hunter22-12", "LONG": "hunter22-12345678"]
        let found = resolve([reference, reference], environment, MemoryFiles(["/blank": "\n"]))
        #expect(found.secrets.isEmpty && found.diagnostics.count == 1)
        #expect(found.diagnostics.first?.message == "volume/ledger: the CHAP password \(said)")
        #expect(found.diagnostics.first?.location == Self.line)
        #expect(found.diagnostics.first?.severity == .error && !"\(found.diagnostics)".contains("hunter22"))
    }

    @Test(arguments: [
        (["XDG_STATE_HOME": "/state", "HOME": "/home/me"], "/state/datera-apply/shop.journal.jsonl"),
        (["XDG_STATE_HOME": "", "HOME": "/home/me"], "/home/me/.local/state/datera-apply/shop.journal.jsonl"),
        (["HOME": ""], nil), ([:], nil),
    ])
    func theJournalLiesWhereTheSystemKeepsState(environment: [String: String], path: String?) {
        #expect(JournalPath.standard(for: "shop", environment: environment) == path)
    }
}
