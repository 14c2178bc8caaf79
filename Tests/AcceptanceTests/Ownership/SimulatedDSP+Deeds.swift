import TestSupport

extension SimulatedDSP {
    /// What somebody else does to the array: a request of the API, or behind everybody's back with `/_sim`. A path may end
    /// with ` @/root/shop`, the tenant.
    typealias Deed = (method: String, path: String, body: String)

    /// - Parameter deed: `{ledger}` in it stands for the uuid of that app instance, and there are `{marker of ledger}`,
    ///   `{trash marker of ledger}`, `{open marker of ledger}` and `{snapshot of ledger}`, the time stamp of its first one.
    func undergo(_ deed: Deed) async throws {
        let body = try await filled(deed.body)
        let parts = try await filled(deed.path).split(separator: " @").map(String.init)
        if parts[0].hasPrefix("/_sim") {
            try await admin(deed.method, parts[0], body)
        } else {
            try await call(deed.method, parts[0], body, tenant: parts.count > 1 ? parts[1] : "/root")
        }
    }

    /// A text with what its braces stand for.
    func filled(_ text: String) async throws -> String {
        guard text.contains("{") else { return text }
        let state = try await admin("GET", "/_sim/state")
        var text = text.replacing("{array}", with: state["uuid"]?.text ?? "")
        for app in state["app_instances"]?.elements ?? [] {
            guard let name = app["name"]?.text else { continue }
            let marker = app["descr"]?.text ?? ""
            let snapshot = app[path: "storage_instances.0.volumes.0.snapshots.0.utc_ts"]?.text
            text = text.replacing("{\(name)}", with: app["id"]?.text ?? "")
                .replacing("{marker of \(name)}", with: marker)
                .replacing("{trash marker of \(name)}", with: marker.dropLast() + "t")
                .replacing("{open marker of \(name)}", with: marker.dropLast() + "w")
                .replacing("{snapshot of \(name)}", with: snapshot ?? "")
        }
        return text
    }
}
