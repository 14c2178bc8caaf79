/// Which system made an app instance, and goes on managing it.
package enum VolumeCreator: String, CaseIterable, Sendable {
    case cinder, csi, docker
    /// A person, a script, or this tool.
    case other

    /// By its create mode; where that says nothing, by a name that only a driver gives (dsp-api.md section 5). What a
    /// stack has made with `naming: openstack` is the stack's.
    package init(of app: ObservedAppInstance) {
        if let marker = app.marker, app.name == OpenStackName(stack: marker.stack, key: marker.key).description {
            self = .other
            return
        }
        // An adoption changes nothing of who made it.
        switch (app.createMode, NamingConvention(name: app.name)) {
        // Cinder has released it.
        case (_, .unmanaged): self = .other
        case ("openstack", _), (_, .openStack), (_, .bareUUID): self = .cinder
        case ("kubernetes", _), (_, .kubernetes): self = .csi
        case ("docker", _): self = .docker
        case (_, nil): self = .other
        }
    }

    /// As texts call it.
    package var name: String {
        switch self {
        case .cinder: "Cinder"
        case .csi: "CSI"
        case .docker: "Docker"
        case .other: "another system"
        }
    }
}
