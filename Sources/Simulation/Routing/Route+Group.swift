extension Route {
    /// The heading under which `/api` files the route: the recorded ones, by the path's first segment. The recorded
    /// description tells provisioning from operations within `/app_instances`; no client reads either.
    var group: String {
        switch pattern.split(separator: "/").first {
        case "app_instances", "app_instance_int_ecosystem_data", "initiators", "initiator_groups":
            "app_storage_provisioning"
        case "app_templates": "app_storage_design"
        case "access_network_ip_pools", "placement_policies", "media_policies", "remote_providers", "storage_pools":
            "resource_allocation"
        case "audit_logs", "roles", "users": "user_mgmt"
        case "alerts", "event_logs", "events", "fault_logs", "metrics", "monitoring": "monitoring"
        case "init", "system", "upgrade": "system_mgmt"
        case "login", "logout", "userinfo": "session"
        case "storage_nodes", "failure_domains": "storage_node_ops"
        case "tenants": "tenant_mgmt"
        default: "other"
        }
    }
}
