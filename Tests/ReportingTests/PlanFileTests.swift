import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

@Suite struct PlanFileTests {
    private func saved() async throws -> (PlanRecord, String) {
        let plan = PlanRecord(try await SamplePlan.named("update").plan())
        let inputs = PlanInputs(
            tool: "0.1.0", manifests: [.init(name: "a.yaml", text: "stack: x # \"integrity\" : \"sha256:…\"\n")],
            tenantOverride: nil, tenantDefault: TenantPath("a"), options: PlanningOptions(maxDeletes: 3))
        return (plan, PlanFile.render(plan, inputs: inputs))
    }

    @Test(arguments: SamplePlan.all)
    func whatIsWrittenIsReadBack(_ sample: SamplePlan) async throws {
        let plan = PlanRecord(try await sample.plan())
        let inputs = PlanInputs(
            tool: "1", manifests: [], tenantOverride: nil, tenantDefault: nil, options: PlanningOptions())
        var read = try PlanFile.read(PlanFile.render(plan, inputs: inputs))
        #expect(read.inputs == inputs)
        (read.inputs, read.integrity) = (nil, nil)
        #expect(read == plan)
        #expect(PlanText().render(read) == PlanText().render(plan))
    }

    /// Every byte, each changed in one of several ways.
    @Test(.thorough) func noByteCanBeChanged() async throws {
        let (_, text) = try await saved()
        let bytes = Array(text.utf8)
        var accepted: [Int] = []
        for index in bytes.indices {
            var edited = bytes
            switch index % 3 {
            case 0: edited[index] = bytes[index] ^ 1
            case 1: edited.remove(at: index)
            default: edited.insert(UInt8(ascii: " "), at: index)
            }
            do throws(PlanFile.Problem) {
                _ = try PlanFile.read(String(decoding: edited, as: UTF8.self))
                accepted.append(index)
            } catch {
                #expect(error == .altered, "byte \(index)")
            }
        }
        #expect(accepted.isEmpty)
    }

    @Test func anotherMajorFormatIsRefusedAndAMinorOneIsRead() async throws {
        var (plan, _) = try await saved()
        let inputs = PlanInputs(
            tool: "9", manifests: [], tenantOverride: nil, tenantDefault: nil, options: PlanningOptions())
        plan.formatVersion = "2.9"
        #expect(try PlanFile.read(PlanFile.render(plan, inputs: inputs)).formatVersion == "2.9")
        plan.formatVersion = "3.0"
        #expect(throws: PlanFile.Problem.otherFormat("3.0")) {
            try PlanFile.read(PlanFile.render(plan, inputs: inputs))
        }
    }

    @Test func theDigestIsOverWhatIsDoneAndNotOverWhatExplainsIt() async throws {
        let (plan, _) = try await saved()
        func digest(_ edit: (inout PlanRecord) -> Void) -> String {
            var copy = plan
            edit(&copy)
            return copy.computedDigest
        }
        #expect(digest { _ in } == plan.digest)
        let explaining: [(inout PlanRecord) -> Void] = [
            { $0.changes[0].reason = "x" }, { $0.changes[0].source = "x" }, { $0.steps[0].reason = "x" },
            { $0.changes[0].fields[2].note = "x" }, { $0.notes = [] }, { $0.summary.unchanged = 99 },
        ]
        for edit in explaining { #expect(digest(edit) == plan.digest) }
        let doing: [(inout PlanRecord) -> Void] = [
            { $0.stack = "x" }, { $0.cluster.uuid = "x" }, { $0.changes[0].address = "x" },
            { $0.changes[0].action = .delete }, { $0.changes[0].uuid = "x" }, { $0.changes[0].marker?.to = "x" },
            { $0.changes[0].fields[0].from = nil }, { $0.changes[0].fields[0].to = .text("x") },
            { $0.changes[0].fields[1].to = .count(2048) }, { $0.changes[0].fields.removeLast() },
            { $0.steps[0].risk = .destructive }, { $0.steps.removeLast() },
        ]
        #expect(Set(doing.map(digest)).union([plan.digest]).count == doing.count + 1)
    }
}
