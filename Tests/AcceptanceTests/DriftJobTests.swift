import Glibc
import TestSupport
import Testing

/// `drift` as a scheduled job: metrics for Prometheus, notifications, Markdown.
@Suite struct DriftJobTests {
    private static let small = Console.stack("ledger: {size: 1GiB, replica_count: 2}")

    @Test func metricsAreWrittenHoweverTheRunEnds() async throws {
        try await Console.with { console in
            let folder = try TemporaryFolder()
            let path = folder.path + "/owner.prom"
            func metrics() throws -> [String] {
                String(decoding: try TemporaryFile.bytes(at: path), as: UTF8.self).split(separator: "\n").map(
                    String.init)
            }
            let missing = try await console.run(["drift", "--metrics-textfile", path], Self.small)
            #expect(missing.status == 2, "\(missing.error)")
            #expect(
                try metrics().contains(#"datera_apply_drift{stack="owner",kind="volume",classification="absent"} 1"#))
            try await console.prepare(Self.small)
            #expect(try await console.run(["drift", "--metrics-textfile", path], Self.small).status == 0)
            #expect(
                try metrics().contains(#"datera_apply_drift{stack="owner",kind="volume",classification="absent"} 0"#))
            #expect(try metrics().contains(#"datera_apply_last_run_exit_code{stack="owner"} 0"#))
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o644)
            let invalid = try await console.run(["drift", "--metrics-textfile", path], "stack: [")
            #expect(invalid.status == 65)
            #expect(try metrics().contains(#"datera_apply_last_run_exit_code{stack="owner"} 65"#))
            #expect(try metrics().contains(#"datera_apply_in_sync{stack="owner"} 1"#))
            let wrong = try await console.run(["drift", "--metrics-textfile", folder.path + "/owner.txt"], Self.small)
            #expect(wrong.status == 64 && wrong.error.contains("ends in .prom"))
            let nowhere = try await console.run(
                ["drift", "--metrics-textfile", "/proc/nonexistent/x.prom"], Self.small)
            #expect(
                nowhere.status == 1 && nowhere.error.contains("--metrics-textfile: /proc/nonexistent/x.prom cannot be"))
            #expect(try await console.array.writes().isEmpty)
        }
    }

    @Test func aNotificationIsDeliveredOnceForEachState() async throws {
        try await Console.with { console in
            let hook = try LoopbackServer { _ in .answer("ok") }
            let folder = try TemporaryFolder()
            try folder.write("http://127.0.0.1:\(hook.port)/hooks/SECRET?token=T\n", to: "hook")
            let flags = ["drift", "--notify", "file:\(folder.path)/hook", "--state", folder.path + "/state.json"]
            let managed = Self.small.replacing("replica_count: 2", with: "replica_count: 2, qos: {total_iops_max: 9}")
            try await console.prepare(managed)
            #expect(try await console.run(flags, managed).status == 0)
            #expect(hook.requests.isEmpty)
            try await console.array.call(
                "PUT", try await console.volume("ledger") + "/performance_policy", #"{"total_iops_max":7}"#)
            for _ in 1...2 { #expect(try await console.run(flags, managed).status == 2) }
            let request = try #require(hook.requests.first)
            #expect(hook.requests.count == 1 && request.line.hasPrefix("POST /hooks/SECRET?token=T "))
            let json = try JSONTree(parsing: Array(request.body.utf8))
            #expect(json["stack"]?.text == "owner" && json["entries"]?.elements.count == 1, "\(request.body)")
            #expect(json["entries"]?.elements.first?["fields"]?.elements.map(\.text) == ["qos.total_iops_max"])
            #expect(try await console.apply(managed).status == 0)
            #expect(try await console.run(flags, managed).status == 0)
            #expect(hook.requests.count == 2 && hook.requests[1].body.contains("no drift"))
        }
    }

    /// Drift was found all the same, and the next run tries again.
    @Test func aNotificationThatFailsIsAWarningAndShowsNoSecret() async throws {
        try await Console.with { console in
            let hook = try LoopbackServer { _ in .answer("no", status: "500 Internal Server Error") }
            let folder = try TemporaryFolder()
            let environment = console.array.environment.merging([
                "HOOK": "http://127.0.0.1:\(hook.port)/hooks/SECRET", "XDG_STATE_HOME": folder.path,
            ]) { $1 }
            for count in 1...2 {
                let run = try await ToolRun(
                    ["drift", "--notify", "env:HOOK", "-f", "-"], environment: environment, input: Self.small)
                #expect(run.status == 2 && hook.requests.count == count, "\(run.error)")
                #expect(run.error.contains("warning: the notification was not delivered: 127.0.0.1 answered HTTP 500"))
                #expect(!run.error.contains("SECRET") && !run.output.contains("SECRET"))
            }
            let refused = try await console.run(["drift", "--notify", "ftp://host/SECRET"], Self.small)
            #expect(refused.status == 64 && !refused.error.contains("SECRET"), "\(refused.error)")
        }
    }

    @Test func markdownIsForAnIssue() async throws {
        try await Console.with { console in
            let run = try await console.run(["drift", "--format", "markdown"], Self.small)
            #expect(run.status == 2 && run.output.hasPrefix("<!-- datera-apply drift owner -->\n"), "\(run.output)")
            #expect(run.output.contains("#### absent: 1") && run.output.contains("volume/ledger"))
        }
    }
}
