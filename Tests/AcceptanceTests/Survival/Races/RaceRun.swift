import DSPClient
import Execution
import ManifestLoading
import Observing
import Planning
import StorageModel
import TestSupport
import Testing

/// One run of one verb, from the plan to the lease that is given back, as the program composes it, but in process.
struct RaceRun: Sendable {
    enum End: Sendable, Equatable {
        case done
        case nothingToDo
        /// Why it has not done what it was asked for.
        case refused(String)

        var isGood: Bool { self == .done || self == .nothingToDo }
    }

    let stack: String
    let verb: RaceVerb
    /// Tells the two processes apart.
    let pid: Int
    private let desired: DesiredState
    private let otherLeases: [String]

    /// - Parameter manifest: another one than the verb's.
    init(_ verb: RaceVerb, of stack: String, against other: String, pid: Int, _ manifest: String? = nil) throws {
        self.stack = stack
        self.verb = verb
        self.pid = pid
        desired = try Self.load(manifest ?? verb.manifest(of: stack))
        guard case .adopt = verb.intent else {
            otherLeases = []
            return
        }
        otherLeases = [LeaseRecord.adoption] + (verb.takes ? [other] : [])
    }

    static func load(_ manifest: String) throws -> DesiredState {
        let loaded = ManifestLoader().load([ManifestSource(name: "race.yaml", text: Array(manifest.utf8))])
        return try #require(loaded.desired, "\(loaded.diagnostics)")
    }

    func callAsFunction(on array: SimulatedDSP, through transport: RaceTransport? = nil) async throws -> End {
        let client = array.client { base in
            guard let transport else { return base }
            transport.wrap(base)
            return transport
        }
        let end: End
        do throws(ArrayFailure) {
            end = try await carryOut(client)
        } catch {
            end = .refused("\(error)")
        }
        await client.close()
        return end
    }

    private func carryOut(_ client: DSPClient) async throws(ArrayFailure) -> End {
        let source = PlanSource(desired, options: PlanningOptions(intent: verb.intent))
        let survey = try await source.survey(client)
        guard survey.plan.diagnostics.isEmpty else { return .refused("\(survey.plan.diagnostics)") }
        guard survey.plan.blocks.isEmpty else { return .refused("\(survey.plan.blocks.map(\.message))") }
        guard !survey.plan.isEmpty else { return .nothingToDo }
        let leases = ([stack] + otherLeases).map { stack in
            LeaseKeeper(
                client, stack: stack, holder: LeaseHolder(host: "race", realm: "1a2b3c4d", pid: pid),
                nonce: "000000000000000\(pid)", timing: .real, isGone: { _ in false })
        }
        let apply = Apply(
            source, to: client, executor: Executor(client, parallelism: 1), lease: leases[0],
            others: Array(leases.dropFirst()))
        let outcome = try await apply.run(PlanRecord(survey.plan), after: survey)
        if case .converged = outcome { return .done }
        return .refused("\(outcome)")
    }
}
