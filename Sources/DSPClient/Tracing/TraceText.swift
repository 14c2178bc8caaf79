internal import StorageModel

/// One request of a trace: time of its end, method, path, tenant, status and milliseconds. Nothing else is recorded, so
/// a trace can be handed to anyone.
package enum TraceText {
    package static func line(_ record: RequestRecord, at time: String) -> String {
        let outcome =
            switch record.outcome {
            case .status(let status): "\(status)"
            case .failed(let reason): "failed \"\(reason.shown(limit: 500))\""
            }
        let milliseconds = Int(record.duration / .milliseconds(1))
        return "\(time) \(record.method) \(record.target) tenant=\(record.tenant?.description ?? "-") "
            + "\(outcome) \(milliseconds)ms\(record.isRetry ? " retry" : "")\n"
    }
}
