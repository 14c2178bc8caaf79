package import StorageModel

/// Reads all that an export writes down. Sends only GET, login and logout.
package struct FullRefresh: Sendable {
    private let stack: String
    private let tenant: TenantPath?
    private let selection: ExportSelection

    /// - Parameters:
    ///   - stack: whose metadata is read, besides that of unmanaged volumes.
    ///   - tenant: only this one; nil for all.
    ///   - selection: of which metadata is read.
    package init(stack: String, tenant: TenantPath?, selection: ExportSelection = .everything) {
        self.stack = stack
        self.tenant = tenant
        self.selection = selection
    }

    package func observe(_ array: any StorageArray) async throws(ArrayFailure) -> ObservedState {
        var observed: ObservedState
        if let tenant {
            observed = try await array.observe(tenants: [tenant])
        } else {
            // Which tenants there are is known only after a first reading.
            let first = try await array.observe(tenants: [])
            observed = try await array.observe(tenants: Set(first.tenants.map(\.path)))
        }
        let desired = observed.appInstances.filter(isWanted).map(\.reference)
        try await observed.readMetadata(of: Set(desired), from: array)
        return observed
    }

    private func isWanted(_ app: ObservedAppInstance) -> Bool {
        guard tenant == nil || app.tenant == tenant else { return false }
        return switch app.ownership {
        case .none: selection.selects(app)
        case .marked(let marker): marker.stack == stack && !marker.flags.isTrashed
        case .unreadable, .lease: false
        }
    }
}
