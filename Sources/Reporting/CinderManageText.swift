package import StorageModel

/// The way back to Cinder: a `cinder manage` line for each volume that Cinder's driver can take.
///
/// The driver's reference is `tenant:app_instance:storage_instance:volume`, without the tenant for the root tenant; it
/// looks at the first storage instance and its first volume alone.
package struct CinderManageText: Sendable {
    /// `HOST@BACKEND#POOL`, the name under which Cinder knows the backend.
    private let host: String
    /// By app instance uuid; one that is not listed gets no type.
    private let types: [String: String]

    package init(host: String, types: [String: String] = [:]) {
        self.host = host
        self.types = types
    }

    package func render(_ observed: ObservedState) -> String {
        let apps = observed.appInstances.filter { $0.ownership != .lease }
            .sorted { ($0.tenant, $0.name, $0.id) < ($1.tenant, $1.name, $1.id) }
        guard !apps.isEmpty else { return "# No volumes.\n" }
        let lines = apps.map(line)
        let first =
            "# `cinder manage` renames the app instance to OS-NAME-ID. Run these lines with the credentials of the project\n"
            + "# that is to own the volumes.\n"
        return first + lines.map { $0 + "\n" }.joined()
    }

    private func line(_ app: ObservedAppInstance) -> String {
        if let reason = obstacle(app) { return "# \(app.name.shown()): \(reason)" }
        let storage = app.storageInstances.first
        let parts = [app.name, storage?.name ?? "", storage?.volumes.first?.name ?? ""]
        let reference = (app.tenant.components.isEmpty ? parts : [app.tenant.shortName] + parts).joined(separator: ":")
        var words = ["cinder", "manage", host, "--id-type", "source-name", reference, "--name", displayName(of: app)]
        if let type = types[app.id] { words += ["--volume-type", type] }
        return words.map(Self.quoted).joined(separator: " ")
    }

    /// Why Cinder cannot take it, and what to do.
    private func obstacle(_ app: ObservedAppInstance) -> String? {
        switch app.ownership {
        case .marked(let marker) where marker.flags.isTrashed: return "in the trash of stack \(marker.stack)"
        case .marked(let marker):
            let address = Self.quoted("volume/\(marker.key)")
            return
                "stack \(marker.stack) owns it; release it first: datera-apply forget --stack \(marker.stack) \(address)"
        case .unreadable: return "another version of datera-apply owns it; release it with that version"
        case .none, .lease: break
        }
        guard VolumeCreator(of: app) != .cinder else { return "Cinder manages it already" }
        guard VolumeCreator(of: app) != .csi else { return "CSI manages it" }
        let volumes = app.storageInstances.reduce(0) { $0 + $1.volumes.count }
        guard app.storageInstances.count == 1, volumes == 1 else {
            return "Cinder takes app instances with one storage instance and one volume only"
        }
        guard app.tenant.components.count < 2 else { return "Cinder does not reach tenants below a tenant" }
        return nil
    }

    private func displayName(of app: ObservedAppInstance) -> String {
        if case .unmanaged(let id)? = NamingConvention(name: app.name) { return id }
        return app.name
    }

    /// For a shell.
    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_./:@%+=,".utf8.contains(byte)
                }
            }
        return isPlain ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
    }
}
