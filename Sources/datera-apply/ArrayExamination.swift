import Attachment
import Checking
import Configuring
import DSPClient
import Execution
import StorageModel

/// Gathers what `doctor` judges: one step after the other, each with a time limit of its own.
struct ArrayExamination: Sendable {
    private static let silence = 10.0
    /// Of one step, however slowly its answers trickle in.
    private static let stepLimit: Duration = .seconds(20)
    /// Of more leases than this only the first ones are read.
    private static let leaseLimit = 16

    private let composition: Composition
    private let flags: ConnectionFlags
    private let requestTimeout: Double

    init(_ composition: Composition, _ flags: ConnectionFlags) {
        self.composition = composition
        var once = flags
        once.retryTimeout = 0
        requestTimeout = min(flags.requestTimeout ?? Self.silence, Self.silence)
        once.requestTimeout = requestTimeout
        self.flags = once
    }

    func evidence() async -> ArrayEvidence {
        let settings: ConnectionSettings
        do throws(CommandError) {
            settings = try composition.connection(flags)
        } catch {
            return ArrayEvidence(settings: .missing(reason: error.message))
        }
        var evidence = ArrayEvidence(settings: .found(settings))
        evidence.tenant = tenant
        await look(at: settings, &evidence)
        guard evidence.leadsToArray else { return evidence }
        do {
            let found = evidence
            return try await composition.withArray(flags, warns: false) { array in
                var evidence = found
                await ask(array, &evidence)
                return evidence
            }
        } catch {
            return evidence
        }
    }

    func hostChecks(_ evidence: ArrayEvidence) -> [Check] {
        var observed: ObservedState?
        if case .success(let state) = evidence.observed { observed = state }
        return HostChecks(RootedFiles(), against: observed).checks
    }

    private var tenant: TenantPath? {
        if let tenant = flags.tenant.tenant { return TenantPath(tenant) }
        let sources = try? SettingSources(
            environment: composition.environment, files: .disk, skipsCurrentDirectory: flags.tenant.noCwdConfig)
        return (try? sources?.defaultTenant)?.value
    }

    /// What can be seen without a login.
    private func look(at settings: ConnectionSettings, _ evidence: inout ArrayEvidence) async {
        let endpoint = settings.endpoint.value
        let transport = CurlTransport(
            settings: CurlSettings(tls: settings.tls, connectTimeout: .seconds(Self.silence)),
            timing: composition.timing)
        let lookup = await NameLookup.find(
            endpoint.host, within: .seconds(Self.silence), timing: composition.timing)
        // A name that only the proxy knows is no fault.
        evidence.lookup = AddressProbe.proxy(for: endpoint).map { .byProxy($0) } ?? lookup
        guard evidence.isResolved else { return }
        let probe = await within { () async throws(ArrayFailure) in
            await AddressProbe(of: endpoint, over: transport, timeout: .seconds(requestTimeout))
        }
        evidence.timeOfDay = composition.timing.timeOfDay()
        switch probe {
        case .success(let probe): evidence.probe = probe
        case .failure(let failure): evidence.probe = AddressProbe(.failed(.noAnswer(reason: "\(failure)")))
        }
    }

    /// What only a session can see. A part that fails leaves the others.
    private func ask(_ array: DSPClient, _ evidence: inout ArrayEvidence) async {
        let login = await within { () async throws(ArrayFailure) in try await array.logIn() }
        evidence.login = login
        guard case .success = login else { return }
        evidence.health = await within { () async throws(ArrayFailure) in try await array.health() }
        let tenants = Set([evidence.tenant ?? .root])
        let observed = await within { () async throws(ArrayFailure) in try await array.observe(tenants: tenants) }
        evidence.observed = observed
        guard case .success(let state) = observed else { return }
        evidence.leases = await within { () async throws(ArrayFailure) in try await leases(in: state, array) }
    }

    private func leases(
        in state: ObservedState, _ array: DSPClient
    ) async throws(ArrayFailure) -> [ArrayEvidence.Lease] {
        let prefix = LeaseRecord.objectName(for: "")
        let stacks = state.appInstances.filter { $0.ownership == .lease && $0.name.hasPrefix(prefix) }
            .map { String($0.name.dropFirst(prefix.count)) }.sorted()
        var found: [ArrayEvidence.Lease] = []
        for stack in stacks.prefix(Self.leaseLimit) {
            guard let reading = try await array.lease(of: stack) else { continue }
            let isRemains = composition.leaseKeeper(array, stack: stack).mayTakeOver(reading)
            found.append(ArrayEvidence.Lease(stack: stack, reading: reading, isRemains: isRemains))
        }
        return found
    }

    /// A result, because one step that fails must not end the others.
    private func within<Value: Sendable>(
        _ work: @escaping @Sendable () async throws(ArrayFailure) -> Value
    ) async -> Result<Value, ArrayFailure> {
        await withTaskGroup(of: Result<Value, ArrayFailure>.self) { group in
            group.addTask {
                do throws(ArrayFailure) { return .success(try await work()) } catch { return .failure(error) }
            }
            group.addTask { [timing = composition.timing] in
                try? await timing.sleep(Self.stepLimit)
                return .failure(
                    .answerLost(
                        FailedCall("after \(Self.stepLimit.components.seconds) s"), reason: "the answer did not end"))
            }
            // Cancelling ends the requests that run.
            defer { group.cancelAll() }
            guard let first = await group.next() else {
                return .failure(.unreachable(FailedCall("-"), reason: "cancelled"))
            }
            return first
        }
    }
}
