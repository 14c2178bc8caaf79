import Diagnostics
import Execution
import Exporting
import ManifestLoading
import Observing
import Planning
import StorageModel

/// The stages between a manifest, an array and a report. `plan`, `apply`, `drift`, `explain` and `export` are made of these;
/// before them come arguments and files, after them Reporting.
///
/// ```
/// load        sources        → desired state     ManifestLoading
/// survey      desired state  → observed + plan   Observing, Planning
/// drift       desired state  → drift report      Observing, Planning
/// explain     desired state  → explanations      Observing, Planning
/// apply       reviewed plan  → outcome           Execution: survey again, compare with the review, run, survey
/// export      array          → manifest          Observing, Exporting
/// ```
struct Pipeline: Sendable {
    var options = PlanningOptions()
    let timing: Timing

    static func load(_ sources: [ManifestSource], _ options: ManifestOptions) -> LoadedManifest {
        ManifestLoader(options: options).load(sources)
    }

    func survey(_ desired: DesiredState, on array: any StorageArray) async throws(ArrayFailure) -> Refresh {
        try await source(desired).survey(array)
    }

    func drift(
        of desired: DesiredState, on array: any StorageArray
    ) async throws(ArrayFailure) -> (observed: ObservedState, report: DriftReport) {
        let observed = try await survey(desired, on: array).observed
        return (observed, DriftAnalysis(options).report(desired, against: observed))
    }

    /// Of every resource that the text means.
    func explanations(
        of text: String, in desired: DesiredState, on array: any StorageArray
    ) async throws -> [Explanation] {
        var observed = try await array.observe(tenants: desired.tenantsInUse)
        let addresses = try AddressBook(desired, observed.appInstances).resources(called: text)
        let needed = Explanation.metadataNeeded(for: addresses, in: desired, against: observed)
        try await observed.readMetadata(of: needed, from: array)
        return addresses.compactMap { [observed] in Explanation(of: $0, in: desired, against: observed) }
    }

    /// - Parameter survey: the one that the reviewed plan was compared with last.
    func apply(
        _ reviewed: PlanRecord, of desired: DesiredState, after survey: Refresh, on array: any StorageArray,
        executor: Executor, leases: [LeaseKeeper]
    ) async throws(ArrayFailure) -> Apply.Outcome {
        try await Apply(
            source(desired), to: array, executor: executor, lease: leases.first, others: Array(leases.dropFirst())
        ).run(reviewed, after: survey)
    }

    static func export(
        _ options: ExportOptions, from array: any StorageArray
    ) async throws(ArrayFailure) -> (observed: ObservedState, manifest: ManifestExport) {
        let observed = try await FullRefresh(
            stack: options.stack, tenant: options.tenant, selection: options.selection
        ).observe(array)
        return (observed, ManifestExport(observed, options))
    }

    private func source(_ desired: DesiredState) -> PlanSource {
        PlanSource(desired, options: options, timing: timing)
    }
}
