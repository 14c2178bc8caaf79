extension APIPath {
    /// The path with a placeholder for every name and id: `/app_instances/{}/storage_instances/{}`.
    ///
    /// Paths go from a collection to one of its members and so on; what belongs to a member once, such as `auth`, has no
    /// members itself.
    var template: String {
        var text = ""
        var isMember = false
        for segment in segments {
            // A tenant's path has as many segments as it likes.
            if text == "/tenants" { return "/tenants/{}" }
            text += isMember ? "/{}" : "/\(segment)"
            isMember = !isMember && Self.collections.contains(segment)
        }
        return text
    }

    private static let collections: Set = [
        "app_instances", "storage_instances", "volumes", "snapshots", "snapshot_policies", "initiators",
        "initiator_groups", "access_network_ip_pools", "placement_policies", "app_templates",
    ]
}
