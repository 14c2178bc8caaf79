import Diagnostics
import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

/// Pages are one file that loads nothing, and hold nothing but text of what was read.
@Suite struct PageTests {
    private static let hostile =
        #"</title></script><script>alert(1)</script><img src=x onerror="a" id='b'>&amp;\u{202E}"#

    /// Every text that can come from elsewhere, as somebody might choose it who means harm.
    private func hostileRecord() async throws -> PlanRecord {
        var plan = try await SamplePlan.named("disruptive").plan()
        plan.cluster.name = Self.hostile
        var record = PlanRecord(plan)
        let text = Self.hostile
        record.stack = text
        record.tenant = text
        record.scope = text
        record.summary.totals.tenants[0].name = text
        record.summary.totals.types = record.summary.totals.tenants
        for index in record.changes.indices {
            record.changes[index].address = "volume/" + text
            record.changes[index].reason = text
            record.changes[index].source = text
            record.changes[index].volumeType = text
            for field in record.changes[index].fields.indices {
                record.changes[index].fields[field].to = .list([text, text])
                record.changes[index].fields[field].note = text
            }
            for hazard in record.changes[index].hazards.indices { record.changes[index].hazards[hazard].message = text }
        }
        record.notes = [NoteRecord(address: text, message: text)]
        record.blocks = [ProblemRecord(Block(.orphaned, nil, text, hint: text))]
        record.warnings = record.blocks
        return record
    }

    @Test func whatIsReadFromElsewhereIsOnlyText() async throws {
        let page = PlanHTML().render(try await hostileRecord())
        #expect(page.components("<script>") == 1 && page.components("</script>") == 1)
        #expect(!page.contains("<img") && !page.contains("onerror=\"a\""))
        #expect(page.components("</title>") == 1)
        #expect(!page.contains("\u{202E}"))
        #expect(page.contains("&lt;script&gt;alert(1)"))
        // Nothing is loaded, and nothing but the page's own script may run.
        #expect(page.contains("default-src &#39;none&#39;") && page.contains("script-src &#39;sha256-"))
        for scheme in ["http:", "https:", "src=", "url("] {
            #expect(!page.replacing(Self.escapedHostile, with: "").contains(scheme), "\(scheme)")
        }
    }

    private static let escapedHostile = "src=x onerror"

    @Test(arguments: SamplePlan.all) func aPlanIsAWellFormedPage(_ sample: SamplePlan) async throws {
        let record = PlanRecord(try await sample.plan())
        let page = PlanHTML(allowance: RiskAllowance()).render(record)
        try MarkupCheck(page).run()
        for change in record.changes { #expect(page.contains(change.address), "\(change.address)") }
        #expect(page.contains("<html lang=\"en\">"))
        #expect(page.contains("<h1>Stack sample</h1>"))
    }

    @Test func equalPlansGiveEqualPages() async throws {
        let first = PlanHTML().render(PlanRecord(try await SamplePlan.named("type-change").plan()))
        #expect(first == PlanHTML().render(PlanRecord(try await SamplePlan.named("type-change").plan())))
    }

    /// 300 volumes, of which none is like another.
    @Test func threeHundredChangesThatAreNotAlikeFitInto400Kilobytes() async throws {
        var desired = DesiredState(stack: "large")
        desired.appInstances = (1...300).map { number in
            var volume = SampleStack.volume(ResourceKey("volume-with-a-name-\(number)"), size: 100 + number)
            volume.storageInstances[0].attachment = DesiredAttachment(
                initiators: [InitiatorName("iqn.1993-08.org.debian:01:host\(number)")])
            volume.metadata = ["owner": Declared("team-\(number)")]
            return volume
        }
        let record = PlanRecord(try await ModelArray(ObservedState(cluster: SampleStack.cluster)).plan(desired))
        let page = PlanHTML().render(record)
        #expect(page.utf8.count <= 400_000, "\(page.utf8.count) bytes")
        try MarkupCheck(page).run()
    }

    @Test func anInventoryShowsEveryVolumeWithItsOwnerAndWhatIsOffline() async throws {
        let array = try await SampleStack.applied()
        await array.edit { state in
            var other = state.appInstances[0]
            other.id = "other"
            other.name = Self.hostile
            other.createMode = "openstack"
            other.ownership = .none
            other.adminState = .offline
            state.appInstances.append(other)
            state.capacity = ArrayCapacity(
                total: Gibibytes(10_000), available: Gibibytes(9_400), provisioned: Gibibytes(600))
        }
        let page = InventoryHTML.render(try await array.observe(tenants: []))
        try MarkupCheck(page).run()
        #expect(page.contains("sample/ledger") && page.contains("offline: &lt;/title&gt;"))
        #expect(page.contains("586 GiB") || page.contains("600 GiB, 6.0 %"), "\(page)")
        #expect(page.components("<script>") == 1)
    }
}

extension String {
    fileprivate func components(_ separator: String) -> Int {
        split(separator: separator, omittingEmptySubsequences: false).count - 1
    }
}
