import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

/// What `drift` tells besides its report: metrics, notifications, Markdown.
@Suite struct DriftMetricsTests {
    private static func found() async throws -> (observed: ObservedState, report: DriftReport) {
        let desired = SampleStack.desired()
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        await array.edit { $0.appInstances[0].storageInstances[0].volumes[0].size = Gibibytes(300) }
        let observed = try await array.observe(tenants: [.root])
        return (observed, DriftAnalysis().report(desired, against: observed))
    }

    private static func run(_ exitCode: Int, stack: String? = "sample", at time: Int = 1_790_000_000)
        -> DriftMetrics.Run
    {
        DriftMetrics.Run(
            version: "0.1.0", stack: stack, time: time, duration: .milliseconds(1250), exitCode: exitCode, requests: 7)
    }

    @Test func everySeriesIsThereAlsoWithZero() async throws {
        let text = DriftMetrics(Self.run(2), try await Self.found()).text(after: "")
        let lines = text.split(separator: "\n").map(String.init)
        let drift = lines.filter { $0.hasPrefix("datera_apply_drift{") }
        #expect(drift.count == 20 && drift.count { $0.hasSuffix(" 1") } == 1, "\(text)")
        #expect(
            lines.contains(#"datera_apply_drift{stack="sample",kind="volume",classification="drift"} 1"#)
                && lines.contains(#"datera_apply_last_run_duration_seconds{stack="sample"} 1.250"#)
                && lines.contains(#"datera_apply_build_info{version="0.1.0"} 1"#), "\(text)")
        // One heading for each name, before its samples; no time stamps; all are gauges.
        let names = lines.filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ")[2] }
        #expect(Set(names).count == names.count && lines.count { $0.hasSuffix(" gauge") } == names.count)
        for line in lines where !line.hasPrefix("#") {
            #expect(line.split(separator: "}").last?.split(separator: " ").count == 1, "\(line)")
        }
    }

    @Test func aFailedRunKeepsWhatItCannotKnow() async throws {
        let first = DriftMetrics(Self.run(2), try await Self.found()).text(after: "")
        let failed = DriftMetrics(Self.run(65, stack: nil, at: 1_790_000_900), nil).text(after: first)
        #expect(failed.contains(#"datera_apply_last_run_exit_code{stack="sample"} 65"#), "\(failed)")
        #expect(failed.contains(#"datera_apply_last_run_timestamp_seconds{stack="sample"} 1790000900"#))
        #expect(failed.contains(#"datera_apply_last_success_timestamp_seconds{stack="sample"} 1790000000"#))
        #expect(failed.contains(#"datera_apply_drift{stack="sample",kind="volume",classification="drift"} 1"#))
        // Nothing is there twice, however often it is written.
        let again = DriftMetrics(Self.run(65, stack: nil, at: 1_790_000_900), nil).text(after: failed)
        #expect(again == failed)
        let alone = DriftMetrics(Self.run(65, stack: nil), nil).text(after: "no metrics at all\n")
        #expect(alone.contains(#"datera_apply_last_run_exit_code{stack=""} 65"#) && !alone.contains("_drift{"))
    }

    @Test func equalFindingsAreSaidOnceAndTheirEndOnceMore() async throws {
        let (observed, report) = try await Self.found()
        var quiet = report
        quiet.entries = []
        let (drifted, silent) = (DriftNotification(report), DriftNotification(quiet))
        #expect(DeliveredState.isNews(drifted, after: nil) && !DeliveredState.isNews(silent, after: nil))
        let last = try #require(DeliveredState(DeliveredState(drifted).text))
        #expect(!DeliveredState.isNews(drifted, after: last) && DeliveredState.isNews(silent, after: last))
        #expect(!DeliveredState.isNews(silent, after: DeliveredState(silent)))
        var worse = report
        worse.entries[0].fields[0].from = .size(Gibibytes(301))
        #expect(DeliveredState.isNews(DriftNotification(worse), after: last))
        #expect(DeliveredState("not JSON") == nil)
        #expect(observed.appInstances.count == 1)
    }

    @Test func aNotificationNamesFiftyAndCountsTheRest() async throws {
        var report = try await Self.found().report
        let entry = report.entries[0]
        report.entries = (0..<60).map { index in
            var copy = entry
            copy.address = .volume(ResourceKey("vol-\(index)"))
            return copy
        }
        let json = try JSONTree(parsing: Array(DriftNotification(report).json(at: "2026-11-28T12:00:00.000Z").utf8))
        #expect(json["entries"]?.elements.count == 50 && json["more"]?.text == "10")
        #expect(json["entries"]?.elements.first?["fields"]?.elements.map(\.text) == ["size"])
        let text = json["text"]?.text ?? ""
        #expect(text.hasPrefix("stack sample on ") && text.contains("60 drift") && text.hasSuffix("and 10 more"))
    }

    @Test(arguments: [4_000, 60_000]) func markdownIsBoundedAndShowsWhatWasChangedFirst(limit: Int) async throws {
        var report = try await Self.found().report
        let entry = report.entries[0]
        report.entries = (0..<2_000).map { index in
            var copy = entry
            copy.kind = index < 1_000 ? .pending : .drift
            copy.address = .volume(ResourceKey("vol-\(index)"))
            return copy
        }
        let text = DriftMarkdown(limit: limit).render(report)
        #expect(text.utf8.count <= limit && text.contains("| 1000 | 0 | 0 | 1000 |"), "\(text.utf8.count)")
        let drift = try #require(text.firstRange(of: "#### drift: 1000"))
        let pending = try #require(text.firstRange(of: "#### pending: 1000"))
        #expect(drift.lowerBound < pending.lowerBound)
        #expect(text.contains("size: 300 GiB on the array, 100 GiB in the manifest"), "\(text.prefix(2000))")
    }
}
