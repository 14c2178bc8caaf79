import Planning
import Simulation
import TestSupport
import Testing

/// Every reason to refuse a plan trips on the array, writing nothing, and names what then lets the plan through.
@Suite struct GuardTests {
    /// So that a new code comes with both tests.
    @Test func noReasonIsLeftOut() {
        #expect(Set(Refusal.all.map(\.code)).isDisjoint(with: Self.ofImages))
        #expect(Set(Refusal.all.map(\.code)).union(Self.ofImages) == Set(Block.Code.allCases))
        #expect(Set(Self.warnings.map(\.code)) == Set(PlanWarning.Code.allCases))
    }

    /// What lets these through needs an array that serves data: `ImageTests.whatAnImportRefuses` has them.
    private static let ofImages: Set<Block.Code> = [.imageUnfinished, .overwrite, .pendingChanges]

    @Test(arguments: Soak.sample(Refusal.all, of: 16, for: "refusals")) func aReasonRefusesAndItsHintLetsThrough(
        _ refusal: Refusal
    ) async throws {
        let configuration = SimulatorConfiguration(transitionDelay: refusal.delay, totalCapacity: 100 << 30)
        try await Console.with(configuration) { console in
            try await console.prepare(refusal.applied)
            for deed in refusal.deeds { try await console.array.undergo(deed) }
            try await console.array.forgetRequests()
            let before = try await console.array.stateText()
            for run in [refusal.refused.plan, refusal.refused].compactMap({ $0 }) {
                let refused = try await console.run(run)
                #expect(refused.status == 4, "\(run.arguments) \(refused.words)")
                #expect(refused.words.contains("blocked [\(refusal.code.rawValue)]"), "\(refused.words)")
                #expect(refused.words.contains(refusal.says), "\(refused.words)")
            }
            #expect(try await console.array.writes().isEmpty)
            for deed in refusal.remedies { try await console.array.undergo(deed) }
            for run in refusal.accepted {
                let accepted = try await console.run(run)
                #expect(accepted.status == 0, "\(run.arguments) \(accepted.words)")
            }
            #expect(try await console.array.stateText() != before, "something has been done")
        }
    }

    /// A manifest that gives a warning, and one that does not.
    private struct Warning: Sendable {
        var code: PlanWarning.Code
        /// On the array before, and what somebody does to it.
        var applied: String?
        var deeds: [SimulatedDSP.Deed] = []
        var warned: String
        var quiet: String
    }

    private static let warnings: [Warning] = [
        Warning(
            code: .capacity, warned: Console.stack("new: {size: 200GiB, replica_count: 1}"),
            quiet: Console.stack("new: {size: 20GiB}")),
        Warning(
            code: .expiredIgnore, warned: ignoring(until: "2020-01-01"), quiet: ignoring(until: "2999-12-31")),
        Warning(
            code: .originChanged,
            applied: Console.stack("one: {size: 1GiB}, two: {size: 1GiB}, copy: {size: 1GiB, clone_of: one}"),
            warned: Console.stack("one: {size: 1GiB}, two: {size: 1GiB}, copy: {size: 1GiB, clone_of: two}"),
            quiet: Console.stack("one: {size: 1GiB}, two: {size: 1GiB}, copy: {size: 1GiB, clone_of: one}")),
        Warning(
            code: .offline, applied: Console.stack("one: {size: 1GiB}"),
            deeds: [("PUT", "/app_instances/{one}", #"{"admin_state":"offline"}"#)],
            warned: Console.stack("one: {size: 1GiB}"), quiet: Console.stack("one: {size: 1GiB, admin_state: offline}")),
        Warning(
            code: .leftOffline, applied: Console.stack("one: {size: 1GiB, manage: full}"),
            deeds: [("PUT", "/app_instances/{one}", #"{"admin_state":"offline","descr":"{open marker of one}"}"#)],
            warned: Console.stack("one: {size: 1GiB, manage: observe}"), quiet: Console.stack("one: {size: 1GiB}")),
        Warning(
            code: .unhealthy, applied: Console.stack("one: {size: 1GiB}"),
            deeds: [("PATCH", "/_sim/state/app_instances/{one}", #"{"health":"critical"}"#)],
            warned: Console.stack("one: {size: 1GiB}"), quiet: Console.stack("two: {size: 1GiB}", name: "other")),
        Warning(
            code: .unknownValue, applied: Console.stack("one: {size: 1GiB}"),
            deeds: [
                ("PUT", "/app_instances/{one}/storage_instances/storage-1/volumes/volume-1", #"{"size":1.5}"#)
            ],
            warned: Console.stack("one: {size: 2GiB}"), quiet: Console.stack("two: {size: 1GiB}", name: "other")),
        Warning(
            code: .appInstancePolicies, applied: Console.stack("one: {size: 1GiB}"),
            deeds: [
                (
                    "POST", "/app_instances/{one}/snapshot_policies",
                    #"{"name":"nightly","interval":"1day","retention_count":7}"#
                )
            ],
            warned: Console.stack("one: {size: 1GiB}"), quiet: Console.stack("two: {size: 1GiB}", name: "other")),
    ]

    private static func ignoring(until day: String) -> String {
        Console.stack(
            "one: {size: 1GiB}",
            "ignore: [{match: \"volume/*\", fields: [qos], until: \(day), reason: tuned by hand}]")
    }

    @Test(arguments: warnings.map(\.code)) func aWarningWarnsAndBlocksNothing(_ code: PlanWarning.Code) async throws {
        let row = try #require(Self.warnings.first { $0.code == code })
        try await Console.with(SimulatorConfiguration(totalCapacity: 100 << 30)) { console in
            if let applied = row.applied { try await console.prepare(applied) }
            for deed in row.deeds { try await console.array.undergo(deed) }
            try await console.array.forgetRequests()
            let warned = try await console.run(["plan"], row.warned)
            #expect(warned.status == 0 && warned.words.contains("warning [\(code.rawValue)]"), "\(warned.words)")
            let quiet = try await console.run(["plan"], row.quiet)
            #expect(quiet.status == 0 && !quiet.words.contains("warning ["), "\(quiet.words)")
            #expect(try await console.array.writes().isEmpty)
        }
    }
}

extension Console {
    fileprivate func run(_ run: Refusal.Run) async throws -> ToolRun {
        var arguments: [String] = []
        for argument in run.arguments { arguments.append(try await array.filled(argument)) }
        return try await self.run(arguments, run.manifest)
    }
}
