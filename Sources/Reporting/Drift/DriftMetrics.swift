package import Planning
package import StorageModel

/// What `drift` has found as a text file for the textfile collector of Prometheus's node_exporter.
///
/// No sample has a time stamp (the collector drops a file that has one), and nothing is a counter: each run is a new
/// process. What a run that fails cannot know stays as the run before has written it.
package struct DriftMetrics: Sendable {
    /// The run itself, however it ended.
    package struct Run: Sendable {
        package var version: String
        /// Nil when the manifest could not be read.
        package var stack: String?
        /// Seconds since 1970.
        package var time: Int
        package var duration: Duration
        package var exitCode: Int
        package var requests: Int

        package init(
            version: String, stack: String?, time: Int, duration: Duration, exitCode: Int, requests: Int
        ) {
            self.version = version
            self.stack = stack
            self.time = time
            self.duration = duration
            self.exitCode = exitCode
            self.requests = requests
        }
    }

    private let run: Run
    private let report: DriftReport?
    private let observed: ObservedState?

    /// - Parameter found: nil for a run that has failed.
    package init(_ run: Run, _ found: (observed: ObservedState, report: DriftReport)?) {
        self.run = run
        report = found?.report
        observed = found?.observed
    }

    /// - Parameter previous: what the file holds; empty when there is none.
    package func text(after previous: String) -> String {
        var values: [MetricName: [String]] = [:]
        for line in previous.split(separator: "\n") where !line.hasPrefix("#") {
            let name = line.prefix { $0 != "{" && $0 != " " }
            if let metric = MetricName(rawValue: String(name)) { values[metric, default: []].append(String(line)) }
        }
        for (metric, lines) in fresh(stack: run.stack ?? Self.stack(in: values)) { values[metric] = lines }
        return MetricName.allCases.compactMap { metric in
            guard let lines = values[metric], !lines.isEmpty else { return nil }
            return "# HELP \(metric.rawValue) \(metric.help)\n# TYPE \(metric.rawValue) gauge\n"
                + lines.map { $0 + "\n" }.joined()
        }.joined()
    }

    private func fresh(stack: String) -> [MetricName: [String]] {
        func sample(_ metric: MetricName, _ value: String, _ labels: [(String, String)] = []) -> String {
            let all = [("stack", stack)] + labels
            let text = all.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
            return "\(metric.rawValue){\(text)} \(value)"
        }
        var values: [MetricName: [String]] = [
            .buildInfo: ["\(MetricName.buildInfo.rawValue){version=\"\(Self.escaped(run.version))\"} 1"]
        ]
        values[.lastRun] = [sample(.lastRun, "\(run.time)")]
        values[.exitCode] = [sample(.exitCode, "\(run.exitCode)")]
        values[.duration] = [sample(.duration, Self.seconds(run.duration))]
        values[.requests] = [sample(.requests, "\(run.requests)")]
        guard let report, let observed else { return values }
        values[.lastSuccess] = [sample(.lastSuccess, "\(run.time)")]
        values[.drift] = ResourceAddress.kinds.flatMap { kind in
            DriftEntry.Kind.allCases.map { classification in
                let count = report.entries.count { $0.kind == classification && $0.address.kind == kind }
                return sample(.drift, "\(count)", [("kind", kind), ("classification", classification.rawValue)])
            }
        }
        values[.inSync] = [sample(.inSync, "\(report.inSyncCount)")]
        values[.unmanaged] = [sample(.unmanaged, "\(report.unmanaged.count)")]
        values[.blocked] = [sample(.blocked, "\(report.blocks.count)")]
        values[.interrupted] = [sample(.interrupted, report.interruption == nil ? "0" : "1")]
        values[.warnings] = PlanWarning.Code.allCases.map { code in
            sample(.warnings, "\(report.warnings.count { $0.code == code })", [("code", code.rawValue)])
        }
        let owned = observed.appInstances.filter { app in
            app.marker?.stack == report.stack && app.marker?.flags.isTrashed == false
        }
        values[.volumes] = AdminState.allCases.map { state in
            sample(.volumes, "\(owned.count { $0.adminState == state })", [("state", state.rawValue)])
        }
        if let capacity = observed.capacity {
            values[.capacity] = [
                ("total", capacity.total), ("available", capacity.available), ("provisioned", capacity.provisioned),
            ].map { state, size in sample(.capacity, "\(size.count << 30)", [("state", state)]) }
        }
        return values
    }

    /// Of the run before; a manifest that cannot be read names none.
    private static func stack(in values: [MetricName: [String]]) -> String {
        guard let line = values[.lastRun]?.first, let start = line.firstRange(of: "stack=\"")?.upperBound else {
            return ""
        }
        return String(line[start...].prefix { $0 != "\"" })
    }

    private static func escaped(_ text: String) -> String {
        text.shown(limit: 200).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    private static func seconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let digits = String(attoseconds / 1_000_000_000_000_000)
        return "\(seconds)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}

/// The gauges of a run, in the order of the file.
enum MetricName: String, CaseIterable {
    case buildInfo = "datera_apply_build_info"
    case lastRun = "datera_apply_last_run_timestamp_seconds"
    case lastSuccess = "datera_apply_last_success_timestamp_seconds"
    case exitCode = "datera_apply_last_run_exit_code"
    case duration = "datera_apply_last_run_duration_seconds"
    case requests = "datera_apply_last_run_api_requests"
    case drift = "datera_apply_drift"
    case inSync = "datera_apply_in_sync"
    case unmanaged = "datera_apply_unmanaged"
    case blocked = "datera_apply_blocked"
    case interrupted = "datera_apply_interrupted_run"
    case warnings = "datera_apply_warnings"
    case volumes = "datera_apply_volumes"
    case capacity = "datera_apply_array_capacity_bytes"

    var help: String {
        switch self {
        case .buildInfo: "The version of datera-apply that wrote this file."
        case .lastRun: "When the last drift run ended."
        case .lastSuccess: "When a drift run last compared the array with the manifest."
        case .exitCode: "Exit code of the last drift run: 0 in sync, 2 drift, others are errors."
        case .duration: "How long the last drift run took."
        case .requests: "Requests that the last drift run sent to the array."
        case .drift: "Resources that differ from the manifest, by kind of resource and classification."
        case .inSync: "Resources that are as the manifest declares them."
        case .unmanaged: "Volumes in the tenants of the stack that no stack owns."
        case .blocked: "Reasons why resources cannot be compared or planned."
        case .interrupted: "1 when an apply of the stack was cut off and is not finished."
        case .warnings: "Warnings of the last comparison, by code."
        case .volumes: "App instances that the stack owns, by admin state."
        case .capacity: "Capacity of the array, by state; provisioned includes replicas."
        }
    }
}

extension ResourceAddress {
    static let kinds = ["tenant", "initiator", "initiator_group", "volume", "snapshot"]

    /// An app instance with several volumes counts as one of kind `volume`.
    var kind: String {
        switch self {
        case .tenant: "tenant"
        case .initiator: "initiator"
        case .initiatorGroup: "initiator_group"
        case .volume, .appInstance: "volume"
        case .snapshot: "snapshot"
        case .cachedImage: "volume"
        case .trashed(let address, _): address.kind
        }
    }
}
