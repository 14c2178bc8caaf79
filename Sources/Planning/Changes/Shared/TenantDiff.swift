import Diagnostics
import StorageModel

/// Tenants: declared ones are ensured; those merely used must be there.
struct TenantDiff {
    let desired: DesiredState
    let observed: ObservedState

    func run(into draft: inout PlanDraft) {
        let live = Dictionary(observed.tenants.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let declared = Set(desired.tenants.map(\.path))
        for tenant in desired.tenants {
            if let existing = live[tenant.path] {
                compare(tenant, existing, &draft)
            } else {
                draft.add(.createTenant(TenantCreation(tenant: tenant)))
            }
            if let parent = tenant.path.parent, parent != .root, live[parent] == nil, !declared.contains(parent) {
                draft.report(Self.missing(parent, at: tenant.location), about: nil)
            }
        }
        var reported: Set<TenantPath> = []
        for app in desired.appInstances where app.tenant != .root {
            guard live[app.tenant] == nil, !declared.contains(app.tenant), reported.insert(app.tenant).inserted else {
                continue
            }
            draft.report(Self.missing(app.tenant, at: app.location), about: nil)
        }
    }

    private func compare(_ tenant: DesiredTenant, _ live: ObservedTenant, _ draft: inout PlanDraft) {
        if let description = tenant.description,
            live.description.map({ !$0.hasSameBytes(as: description.value) }) ?? true
        {
            draft.add(.describeTenant(TenantDescription(tenant: tenant, from: live.description)))
        } else {
            draft.unchangedCount += 1
        }
    }

    private static func missing(_ tenant: TenantPath, at location: SourceLocation?) -> Diagnostic {
        Diagnostic(
            .error, "tenant `\(tenant.shortName)` is neither on the array nor under `tenants:`", at: location,
            hint: "declare it under `tenants:` to have it created, or correct the name")
    }
}
