import Diagnostics
import StorageModel

/// What the top of a manifest says about the whole stack.
package struct StackHeader {
    /// What every manifest says of itself: its language, and what it describes.
    package static let apiVersion = "datera-apply/v1"
    package static let kind = "Stack"

    enum Tenant: Hashable {
        case path(TenantPath)
        /// `tenant: map`: each volume lives in the tenant of its OpenStack project.
        case ofProjects
    }

    /// How volumes without `name` are named on the DSP.
    package enum Naming: String, CaseIterable {
        /// By their keys.
        case plain
        /// In the way of Cinder's driver (dsp-api.md section 5): `OS-<key>-<uuid>`.
        case openstack
    }

    let stack: String?
    let cluster: Declared<String>?
    let tenant: Declared<Tenant>?
    /// Of a cinder.conf: it holds where neither the manifest, nor `--tenant`, nor the environment names one.
    let driverTenant: Declared<Tenant>?
    let defaults: DefaultsDeclaration
    let options: DriverOptions
    let naming: Naming

    /// - Parameter driver: what holds where the manifest says nothing.
    init(_ outline: StackOutline, _ driver: DriverDefaults) {
        outline.required(.apiVersion, hint: "write `apiVersion: \(Self.apiVersion)`")?.mustBe(Self.apiVersion)
        outline.required(.kind, hint: "write `kind: \(Self.kind)`")?.mustBe(Self.kind)
        stack = outline.required(.stack, hint: "name the stack, for instance `stack: payments-prod`")?.stackName()
        cluster = outline[.cluster].flatMap { Fields<ClusterKey>($0, of: "`cluster`") }?
            .required(.uuid)?.declared { $0.uuid() }
        tenant = outline[.tenant]?.declared { $0.stackTenant() }
        driverTenant = driver.tenant
        defaults = outline[.defaults].map { DefaultsDeclaration($0) } ?? driver.defaults
        options = outline[.options].map { DriverOptions($0) ?? DriverOptions() } ?? driver.options
        naming = outline[.naming]?.choice() ?? .plain
    }
}

package enum ClusterKey: String, FieldKey {
    case uuid
}

extension ValueReader {
    fileprivate func mustBe(_ expected: String) {
        guard let text = text(), text != expected else { return }
        report("\(label) must be `\(expected)`, not \(text.quoted)")
    }

    /// 3-32 of `[a-z0-9-]`; it goes into every ownership marker.
    fileprivate func stackName() -> String? {
        guard let text = text() else { return nil }
        let isAllowed = text.utf8.allSatisfy { byte in
            byte.isASCIIDigit || byte == UInt8(ascii: "-") || (byte.isASCIILetter && byte >= UInt8(ascii: "a"))
        }
        guard isAllowed, (3...Marker.maximumStackLength).contains(text.utf8.count) else {
            report("\(label) must be 3-\(Marker.maximumStackLength) of a-z, 0-9 and -; \(text.quoted) is not")
            return nil
        }
        return text
    }

    fileprivate func stackTenant() -> StackHeader.Tenant? {
        guard let text = text() else { return nil }
        return text == "map" ? .ofProjects : tenantPath(from: text).map(StackHeader.Tenant.path)
    }
}

extension TenantPath {
    /// The tenant that Cinder's driver makes for an OpenStack project (`datera_tenant_id = Map`).
    init(project: String) { self.init(components: ["OS-\(project)"]) }
}

enum GuardKey: String, FieldKey {
    case maxDeletes = "max_deletes"
    case maxUpdatePercent = "max_update_pct"
    case maxProvisionedPercent = "max_provisioned_pct"
}

extension Guards {
    /// Reads `guards`.
    init?(_ reader: ValueReader) {
        guard let fields = Fields<GuardKey>(reader, of: "`guards`", acceptsNull: true) else { return nil }
        self.init(
            maxDeletes: fields[.maxDeletes]?.declared { $0.integer(in: 0...4096) },
            maxUpdatePercent: fields[.maxUpdatePercent]?.declared { $0.integer(in: 0...100) },
            maxProvisionedPercent: fields[.maxProvisionedPercent]?.declared { $0.integer(in: 1...1000) })
    }
}
