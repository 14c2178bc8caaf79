internal import Logging
package import StorageModel

/// One list to read in a tenant, and what was found there.
private enum Reading: Sendable {
    case appInstances(ObservedTenant)
    case initiators(TenantPath)
    case initiatorGroups(TenantPath)

    enum Result: Sendable {
        case appInstances(ObservedTenant, [ObservedAppInstance])
        case initiators(TenantPath, [ObservedInitiator])
        case initiatorGroups(TenantPath, [ObservedInitiatorGroup])
        /// The tenant is not there, or is none of this login's business.
        case nothing
    }

    var tenant: TenantPath {
        switch self {
        case .appInstances(let tenant): tenant.path
        case .initiators(let tenant), .initiatorGroups(let tenant): tenant
        }
    }
}

extension DSPClient {
    /// One request for the system, one for the tenants, one for each page of each tenant's app instances, and two for
    /// each desired tenant. An app instance in a list carries its whole tree (dsp-api.md 2.3).
    package func observe(tenants desired: Set<TenantPath>) async throws(ArrayFailure) -> ObservedState {
        async let cluster = readCluster()
        let tenants = try await listTenants(desired: desired)
        let stackTenants = tenants.map(\.path).filter(desired.contains)
        let readings =
            tenants.map(Reading.appInstances) + stackTenants.map(Reading.initiators)
            + stackTenants.map(Reading.initiatorGroups)
        let results = try await readings.concurrentMap(width: configuration.parallelReads) {
            reading throws(ArrayFailure) in
            do throws(ArrayFailure) {
                return try await read(reading)
            } catch {
                guard mayOverlook(error, inWantedTenant: desired.contains(reading.tenant)) else { throw error }
                logger.debug("leaving out tenant \(reading.tenant): \(error)")
                return .nothing
            }
        }
        let (system, capacity) = try await cluster.get()
        return state(ObservedState(cluster: system, capacity: capacity), results)
    }

    /// A result, because `async let` does not keep the type of what is thrown.
    private func readCluster() async -> Result<(ObservedCluster, ArrayCapacity?), ArrayFailure> {
        do throws(ArrayFailure) {
            let wire = try await read(.get(.system), as: WireSystem.self).envelope.data
            return .success((wire.model(api: try await negotiatedVersion()), wire.capacity))
        } catch {
            return .failure(error)
        }
    }

    private func read(_ reading: Reading) async throws(ArrayFailure) -> Reading.Result {
        switch reading {
        case .appInstances(let tenant):
            let apps = try await list(.appInstances, in: tenant.path) { (app: WireAppInstance) in
                (app.identity, app.model(in: tenant.path))
            }
            return .appInstances(tenant, apps)
        case .initiators(let tenant):
            let initiators = try await list(.initiators, in: tenant) { (initiator: WireInitiator) in
                (initiator.id, initiator.model(seenFrom: tenant))
            }
            return .initiators(tenant, initiators)
        case .initiatorGroups(let tenant):
            let groups = try await list(.initiatorGroups, in: tenant) { (group: WireInitiatorGroup) in
                (group.name, group.model(seenFrom: tenant))
            }
            return .initiatorGroups(tenant, groups)
        }
    }

    /// One request. Values that are not text are left out: no client writes any (dsp-api.md 2.14).
    package func metadata(
        of app: AppInstanceReference, in store: MetadataStore
    ) async throws(ArrayFailure) -> [String: String] {
        let wire = try await read(.get(.metadata(of: app, store), in: app.tenant), as: WireMetadata.self)
        return wire.envelope.data.values
    }

    package func allMetadata(in tenant: TenantPath) async throws(ArrayFailure) -> [String: [String: String]] {
        let metadata = try await list(.allMetadata, in: tenant) { (entry: WireNamedMetadata) in
            (entry.name, (entry.name, entry.data?.values ?? [:]))
        }
        return Dictionary(metadata) { first, _ in first }
    }

    package func template(_ reference: TemplateReference) async throws(ArrayFailure) -> AppTemplate? {
        do throws(ArrayFailure) {
            let path = APIPath.appTemplate(reference.name)
            return try await read(.get(path, in: reference.tenant), as: WireAppTemplate.self).envelope.data.model
        } catch .notFound {
            return nil
        }
    }

    /// A tenant may vanish between two requests or be only a candidate, and one that the stack does not use may be
    /// closed to this login.
    private func mayOverlook(_ failure: ArrayFailure, inWantedTenant isWanted: Bool) -> Bool {
        switch failure {
        case .notFound: true
        case .permissionDenied: !isWanted
        case .unreachable, .misconfigured, .answerLost, .unavailable, .authenticationRefused, .conflict, .unexpected,
            .refused, .serverError, .unintelligible, .unusable, .leaseLost, .ownerChanged, .noCommonVersion:
            false
        }
    }

    private func state(_ empty: ObservedState, _ results: [Reading.Result]) -> ObservedState {
        var state = empty
        for result in results {
            switch result {
            case .appInstances(let tenant, let apps):
                state.tenants.append(tenant)
                state.appInstances += apps
            case .initiators(let tenant, let initiators): state.initiators[tenant] = initiators
            case .initiatorGroups(let tenant, let groups): state.initiatorGroups[tenant] = groups
            case .nothing: break
            }
        }
        state.tellForeignGroups()
        return state
    }
}
