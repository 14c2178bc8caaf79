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
            for arguments in [
                ["plan"], ["plan", "--format", "markdown"], ["plan", "--format", "html"], ["drift"],
                ["drift", "--format", "html"], ["explain", "volume/ledger"],
            ] {
                let run = try await console.run(arguments, wanted)
                #expect(!(run.output + run.error).contains("\u{1B}"), "\(arguments)")
                #expect(!(run.output + run.error).contains("\u{7}"), "\(arguments)")
                let lines = (run.output + run.error).split(whereSeparator: \.isNewline)
                #expect(!lines.contains { $0.drop { $0 == " " }.hasPrefix("::") }, "\(arguments)")
            }
            #expect(try await console.run(["plan"], wanted).output.contains(#"\u{1B}[2J\r\n\::error::gone"#))
        }
    }

    /// A key is foreign text like a value: it is escaped, and a long one moves no value out of sight.
    @Test func aKeyIsShownAndNotObeyed() async throws {
        let long = String(repeating: "k", count: 300)
        let wanted = Console.stack(#"ledger: {size: 1GiB, metadata: {"z\u001b[2J\n::error::pwn": c, \#(long): d}}"#)
        try await Console.with { console in
            for prepare in [false, true] {
                if prepare {
                    try await console.prepare(Console.stack("ledger: {size: 2GiB, metadata: {note: ours}}"))
                }
                let wanted = prepare ? wanted.replacing("1GiB", with: "3GiB") : wanted
                for arguments in [
                    ["plan"], ["plan", "--format", "markdown"], ["drift"], ["explain", "volume/ledger"],
                ] {
                    let run = try await console.run(arguments, wanted)
                    let text = run.output + run.error
                    #expect(!text.contains("\u{1B}"), "\(arguments)")
                    let lines = text.split(whereSeparator: \.isNewline)
                    #expect(!lines.contains { $0.drop { $0 == " " }.hasPrefix("::") }, "\(arguments) \(text)")
                    #expect(lines.filter { $0.contains("GiB") }.allSatisfy { $0.count <= 80 }, "\(arguments) \(text)")
                }
                let plan = try await console.run(["plan"], wanted)
                #expect(plan.output.contains(#"metadata.z\u{1B}[2J\n\::error::pwn"#), "\(plan.output)")
            }
        }
    }

    /// C1 controls, marks of direction, line separators and what nobody sees.
    @Test func whatATerminalObeysOrNobodySeesIsEscapedInEveryFormat() async throws {
        let wanted = Console.stack("ledger: {size: 1GiB, metadata: {note: ours}}, other: {size: 1GiB}")
        let evil = "\u{9B}31m\u{202E}\u{2066}\u{200E}\u{61C}\u{2028}\u{200B}\u{AD}\u{2060}\u{FEFF}\u{E0041}"
        try await Console.with { console in
            try await console.prepare(wanted)
            try await console.array.call(
                "PUT", try await console.path("ledger") + "/int_ecosystem_data", #"{"data":{"note":"\#(evil)"}}"#)
            try await console.array.undergo(("PATCH", "/_sim/state/app_instances/{other}", #"{"name":"o\#(evil)"}"#))
            for arguments in [
                ["plan"], ["drift"], ["list"], ["list", "--stack", "owner"], ["explain", "volume/ledger"],
            ] {
                for format in ["text", "json", "html"] where format == "text" || arguments[0] != "explain" {
                    let run = try await console.run(
                        arguments + (format == "text" ? [] : ["--format", format]),
                        arguments[0] == "list" ? nil : wanted)
                    let raw = run.output.unicodeScalars.filter(evil.unicodeScalars.dropFirst().contains)
                    #expect(!raw.contains { $0.value > 0x7F }, "\(arguments) \(format)")
                    #expect(!run.output.unicodeScalars.contains("\u{9B}"), "\(arguments) \(format)")
                    guard format == "json" else { continue }
                    #expect(run.output.contains("\\u202E") && run.output.contains("\\uDB40\\uDC41"), "\(run.output)")
                    _ = try JSONTree(parsing: Array(run.output.utf8))
                }
            }
            let plan = try await console.run(["plan", "--format", "json"], wanted)
            let report = try JSONTree(parsing: Array(plan.output.utf8))
            #expect(report[path: "changes.0.fields.0.from"]?.text == evil, "the value is the same")
            let exported = try await console.run(["export", "--stack", "owner"])
            #expect(!exported.output.unicodeScalars.contains { "\u{200B}\u{AD}\u{E0041}".unicodeScalars.contains($0) })
        }
    }

    @Test func aLongValueIsShortenedInTextAndWholeInJSON() async throws {
        let wanted = Console.stack("ledger: {size: 1GiB, description: Ours}")
        let long = String(repeating: "long ", count: 600)
        try await Console.with { console in
            try await console.prepare(wanted)
            try await console.array.undergo(
                ("PATCH", "/_sim/state/app_instances/{ledger}", #"{"metadata":{"description":"\#(long)"}}"#))
            let plan = try await console.run(["plan", "--format", "json"], wanted)
            #expect(plan.output.contains(long))
            for arguments in [["plan"], ["plan", "--format", "markdown"], ["drift"], ["explain", "volume/ledger"]] {
                let text = try await console.run(arguments, wanted)
                #expect(text.words.contains("… (2700 more characters)"), "\(arguments) \(text.output)")
                #expect(text.output.count < 2000, "\(arguments)")
            }
        }
    }
}
