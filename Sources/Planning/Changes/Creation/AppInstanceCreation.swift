import Diagnostics
import StorageModel

/// Plans an app instance that does not exist yet.
struct AppInstanceCreation {
    let desired: DesiredAppInstance
    let stack: String
    let observed: ObservedState

    private var cluster: ObservedCluster { observed.cluster }

    func run(into draft: inout PlanDraft) {
        guard let template = desired.template else {
            assemble(desired.spec(for: stack, on: cluster.product), &draft)
            return
        }
        let reference = TemplateReference(tenant: desired.tenant, name: template.name.value)
        guard let known = observed.templates[reference] else {
            draft.unreadTemplates.insert(reference)
            return
        }
        guard let made = known else {
            draft.report(
                Diagnostic(
                    .error,
                    "app template \(template.name.value) is not visible in tenant \(desired.tenant.shortName)",
                    at: template.name.location, hint: "correct the name; templates are created on the array"),
                about: desired.address)
            return
        }
        if let size = template.size, !made.hasOneVolume {
            let count = made.storageInstances.reduce(0) { $0 + $1.volumes.count }
            draft.report(
                Diagnostic(
                    .error,
                    "`size` is ambiguous: the template \(template.name.value) has \(count) volumes",
                    at: size.location, hint: "leave `size` out: the template has the sizes"),
                about: desired.address)
            return
        }
        noteSize(template, made, &draft)
        assemble(desired.spec(for: stack, from: made, on: cluster), &draft)
    }

    private func noteSize(_ template: DesiredTemplate, _ made: AppTemplate, _ draft: inout PlanDraft) {
        guard let size = template.size, made.storageInstances[0].volumes[0].size != size.value,
            !cluster.product.changesTemplateSizes || !template.overridesSize
        else { return }
        let why =
            template.overridesSize
            ? "product \(cluster.product) takes the size from the template"
            : "`disable_template_override` keeps the template's size"
        draft.note(
            desired.address, "gets \(made.storageInstances[0].volumes[0].size), not \(size.value): \(why)")
    }

    /// One POST, and whatever that leaves to do.
    private func assemble(_ spec: AppInstanceSpec, _ draft: inout PlanDraft) {
        var spec = desired.image == nil ? spec : spec.awaitingImage(under: desired.managedGroups)
        var made = ObservedAppInstance(expectedFrom: spec)
        made.id = spec.name
        made.metadata = [:]
        let diff = AppInstanceDiff(
            desired: desired, observed: made, marker: spec.marker, stack: stack, product: cluster.product,
            groups: GroupMembership(desired: DesiredState(stack: stack), observed: observed))
        let found = diff.findings()
        draft.report(found.diagnostics, about: desired.address)
        guard found.diagnostics.isEmpty else { return }
        let final = diff.finalMarker(after: found.differences, before: spec.marker)
        // Metadata that is missing shows by itself; anything else needs the flag of what is being built.
        if found.differences.allSatisfy(\.isMetadata) { spec.marker = final }
        guard !found.differences.isEmpty else {
            draft.add(.createAppInstance(PlainCreation(desired: diff.desired, spec: spec)))
            return
        }
        draft.add(
            .assembleAppInstance(
                CreationWithFollowUp(
                    spec: spec,
                    followUp: AppInstanceChange(
                        desired: diff.desired, observed: made, differences: found.differences,
                        markerBefore: spec.marker, markerAfter: final))))
    }
}
