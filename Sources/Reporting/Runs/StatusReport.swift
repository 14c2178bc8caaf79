package import Planning
package import StorageModel

/// How a stack is, in ten lines: for the person on call.
package struct StatusReport: Sendable {
    package var stack: String
    package var cluster: ObservedCluster
    package var array: String
    package var lastRun: RecordedRun?
    /// A run that is in progress, or may be.
    package var running: LeaseReading?
    package var interruption: InterruptedRun?
    /// What the stack owns on the array.
    package var owned: [ObservedAppInstance]
    /// Nil without a manifest.
    package var drift: DriftReport?

    /// So many are named.
    private static let shownNames = 3

    package init(
        stack: String, array: String, lastRun: RecordedRun?, running: LeaseReading?, interruption: InterruptedRun?,
        observed: ObservedState, drift: DriftReport?
    ) {
        self.stack = stack
        self.array = array
        self.lastRun = lastRun
        self.running = running
        self.interruption = interruption
        self.drift = drift
        cluster = observed.cluster
        owned = observed.appInstances.filter { $0.marker?.stack == stack && $0.marker?.flags.isTrashed == false }
    }

    private var offline: [ObservedAppInstance] { owned.filter { $0.adminState == .offline } }
    private var troubled: [ObservedAppInstance] { owned.filter { !$0.troubles.isEmpty } }

    package func text(style: TextStyle) -> String {
        var lines = [style(.strong, "Stack \(stack) on \(cluster.name) (\(array))".shown())]
        if let interruption {
            lines += InterruptionText.text(interruption).wrapped(indent: 2, hanging: 4).map { style(.warning, $0) }
        }
        lines += row("last run", lastRun.map(Self.text) ?? "none in the journal of this machine")
        lines += row("in progress", running.map(Self.text) ?? "no")
        let size = Listing.total(of: owned).size
        lines += row("volumes", owned.isEmpty ? "none on the array" : "\(owned.count), \(size)")
        lines += row("offline", Self.names(offline), alert: offline.isEmpty ? nil : style)
        if !troubled.isEmpty { lines += row("unhealthy", Self.names(troubled), alert: style) }
        guard let drift else {
            return (lines + row("drift", "unknown; give the manifest with -f")).map { $0 + "\n" }.joined()
        }
        lines += row("pending", count(drift, [.pending]))
        lines += row("drift", count(drift, [.drift, .both]), alert: drift.hasDrift ? style : nil)
        lines += row("missing", count(drift, [.absent]), alert: drift.count(.absent) > 0 ? style : nil)
        if !drift.blocks.isEmpty { lines += row("blocked", drift.blocks[0].message, alert: style) }
        return lines.map { $0 + "\n" }.joined()
    }

    private func row(_ label: String, _ text: String, alert style: TextStyle? = nil) -> [String] {
        let width = 15
        let lines = text.wrapped(indent: width, hanging: width)
        let first = "  \(label)".padded(to: width) + lines[0].dropFirst(width)
        return ([first] + lines.dropFirst()).map { style?(.warning, $0) ?? $0 }
    }

    private func count(_ drift: DriftReport, _ kinds: Set<DriftEntry.Kind>) -> String {
        let entries = drift.entries.filter { kinds.contains($0.kind) }
        return Self.list(entries.map(\.address.description))
    }

    private static func names(_ apps: [ObservedAppInstance]) -> String {
        list(apps.map { app in app.marker.map { app.address(as: $0.key).description } ?? app.name }.sorted())
    }

    private static func list(_ names: [String]) -> String {
        guard !names.isEmpty else { return "none" }
        let more = names.count > shownNames ? " …" : ""
        return "\(names.count) (\(names.prefix(shownNames).joined(separator: ", "))\(more))".shown()
    }

    private static func text(_ run: RecordedRun) -> String {
        let start = run.start
        let who = [start.user, start.host.map { "on \($0)" }].compactMap(\.self).joined(separator: " ")
        let result =
            switch run.exitCode {
            case 0?: "succeeded"
            case let code?: "ended with exit code \(code)"
            case nil: "did not end"
            }
        return
            "\(InterruptionText.shown(time: start.time)), \(start.verb ?? "apply")\(who.isEmpty ? "" : " by \(who)"): "
            .shown() + "\(result), \(run.done) of \(start.steps) steps"
    }

    private static func text(_ reading: LeaseReading) -> String {
        guard let record = reading.record else { return "yes, by another version of datera-apply" }
        return "yes, \(record.holder), lease valid until \(record.expiry)".shown()
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

extension StatusReport {
    package var json: String { JSONText.render(Document(self)) }

    private struct Document: Encodable {
        var formatVersion = "1.0"
        var kind = "status"
        var stack: String
        var clusterUuid: String
        var array: String
        var lastRun: RunRecord?
        var runInProgress: Holder?
        var interruptedRun: InterruptionRecord?
        var volumes: Int
        var offline: [String]
        var unhealthy: [String]
        /// By classification; left out without a manifest.
        var drift: [String: Int]?
        var blocks: [ProblemRecord]

        init(_ report: StatusReport) {
            (stack, clusterUuid, array) = (report.stack, report.cluster.uuid, report.array)
            lastRun = report.lastRun.map(RunRecord.init)
            runInProgress = report.running.map(Holder.init)
            interruptedRun = report.interruption.map(InterruptionRecord.init)
            volumes = report.owned.count
            let addresses = { (apps: [ObservedAppInstance]) in
                apps.map { app in app.marker.map { app.address(as: $0.key).description } ?? app.name }.sorted()
            }
            (offline, unhealthy) = (addresses(report.offline), addresses(report.troubled))
            drift = report.drift.map { drift in
                Dictionary(uniqueKeysWithValues: DriftEntry.Kind.allCases.map { ($0.rawValue, drift.count($0)) })
            }
            blocks = report.drift?.blocks.map(ProblemRecord.init) ?? []
        }
    }

    private struct Holder: Encodable {
        var holder: String?
        var lease: String?
        var expires: String?

        init(_ reading: LeaseReading) {
            holder = reading.record?.holder.description
            lease = reading.record?.nonce
            expires = reading.record.map { $0.expiry.iso8601 + "Z" }
        }
    }
}
