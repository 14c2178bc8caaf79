import Planning
import StorageModel
import TestSupport
import Testing

/// What people write is compared byte by byte: two spellings that Swift takes for equal are two texts for everybody else.
@Suite struct FreeTextTests {
    /// In both spellings, composed and decomposed.
    private static let letters = [
        ("é", "e\u{301}"), ("Å", "A\u{30A}"), ("Å", "\u{212B}"), ("가", "\u{1100}\u{1161}"), ("ệ", "e\u{323}\u{302}"),
    ]

    /// Two texts that Swift takes for equal; whether they are the same is chance.
    private static func pair(_ random: inout SeededGenerator) -> (String, String) {
        var texts = (left: "x", right: "x")
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let letter = random.pick(letters)
            texts.left += random.chance(50) ? letter.0 : letter.1
            texts.right += random.chance(50) ? letter.0 : letter.1
        }
        return texts
    }

    private static func stack(_ values: [String: String]) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit { $0.metadata = values.mapValues { Declared($0) } }
        return desired
    }

    @Test(arguments: QuickTests.seeds(200)) func whatIsSpelledOtherwiseDiffers(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let (live, wanted) = Self.pair(&random)
        #expect(live == wanted, "as Swift sees it")
        let isSame = Array(live.utf8) == Array(wanted.utf8)
        #expect((FieldValue.text(live) == .text(wanted)) == isSame)
        #expect((FieldValue.list([live]) == .list([wanted])) == isSame)

        // A value, in plan and drift; an apply writes it, and then it is so.
        let array = try await SampleStack.applied()
        try await array.converge(Self.stack(["description": live]))
        #expect(try await array.plan(Self.stack(["description": wanted])).isEmpty == isSame)
        let report = DriftAnalysis().report(Self.stack(["description": wanted]), against: await array.state)
        #expect(report.entries.isEmpty == isSame)
        try await array.converge(Self.stack(["description": wanted]))
        let stored = await array.state.appInstances[0].metadata?["description"] ?? ""
        #expect(Array(stored.utf8) == Array(wanted.utf8))

        // A key: both at once cannot be read back, so that one of them has to be corrected first.
        try await array.converge(Self.stack([live: "v"]))
        let plan = try await array.plan(Self.stack([wanted: "v"]))
        #expect(plan.blocks.map(\.code) == (isSame ? [] : [.keySpelling]), "\(plan.blocks)")
        let keys = DriftAnalysis().report(Self.stack([wanted: "v"]), against: await array.state)
        #expect(keys.entries.map(\.kind) == (isSame ? [] : [.drift]), "\(keys.entries)")
    }

    @Test(arguments: letters) func descriptionsAndLabelsAreTexts(composed: String, decomposed: String) async throws {
        let tenant = TenantPath("payments")
        var desired = SampleStack.desired()
        desired.tenants = [DesiredTenant(path: tenant, description: Declared("Team \(composed)"))]
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        #expect(try await array.plan(desired).isEmpty)
        desired.tenants[0].description = Declared("Team \(decomposed)")
        #expect(try await array.plan(desired).changes.map(\.address) == [.tenant(tenant)])
        await array.edit { state in
            for index in state.initiators[.root, default: []].indices {
                state.initiators[.root]?[index].label = "host \(composed)"
            }
        }
        for index in desired.initiators.indices { desired.initiators[index].label = "host \(decomposed)" }
        #expect(try await array.plan(desired).notes.contains { $0.text.hasPrefix("is called host") })
        for index in desired.initiators.indices { desired.initiators[index].label = "host \(composed)" }
        #expect(try await !array.plan(desired).notes.contains { $0.text.hasPrefix("is called host") })
    }
}
