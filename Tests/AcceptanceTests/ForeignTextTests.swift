import TestSupport
import Testing

/// What somebody has written on the array reaches terminals and logs only as text.
@Suite struct ForeignTextTests {
    private static let evil = #"\u001b[2J\r\n::error::gone \u0007"#

    @Test func aValueIsShownAndNotObeyed() async throws {
        let wanted = Console.stack("ledger: {size: 1GiB, metadata: {note: ours}}")
        try await Console.with { console in
            try await console.prepare(wanted)
            try await console.array.call(
                "PUT", try await console.path("ledger") + "/int_ecosystem_data", #"{"data":{"note":"\#(Self.evil)"}}"#)
            for arguments in [["plan"], ["plan", "--format", "markdown"], ["drift"], ["explain", "volume/ledger"]] {
                let run = try await console.run(arguments, wanted)
                #expect(!(run.output + run.error).contains("\u{1B}"), "\(arguments)")
                #expect(!(run.output + run.error).contains("\u{7}"), "\(arguments)")
                let lines = (run.output + run.error).split(whereSeparator: \.isNewline)
                #expect(!lines.contains { $0.drop { $0 == " " }.hasPrefix("::") }, "\(arguments)")
            }
            #expect(try await console.run(["plan"], wanted).output.contains(#"\u{1B}[2J\r\n\::error::gone"#))
        }
    }
}
