import StorageModel
import Testing

@Suite struct UnitTests {
    @Test(arguments: [(1, "1 GiB"), (512, "512 GiB"), (1024, "1 TiB"), (1536, "1536 GiB"), (262_144, "256 TiB")])
    func sizesPrintTheirUnit(count: Int, text: String) {
        #expect(Gibibytes(count).description == text)
    }

    @Test(
        arguments: [
            ("2026-01-31T02:00:00+00:00", "2026-01-31T02:00:00+00:00"),
            ("2026-01-31T02:00:00Z", "2026-01-31T02:00:00+00:00"),
            ("2026-01-31T01:30:00+02:00", "2026-01-30T23:30:00+00:00"),
            ("2024-02-29T23:00:00-02:30", "2024-03-01T01:30:00+00:00"), ("2026-02-29T00:00:00Z", nil),
            ("2026-04-31T00:00:00Z", nil), ("2027-99-99T05:00:00Z", nil), ("2026-01-31T24:00:00Z", nil),
            ("2026-01-31T02:00:00.000Z", "2026-01-31T02:00:00+00:00"),
            ("2026-01-31T02:00:00.0+01:00", "2026-01-31T01:00:00+00:00"), ("2026-01-31T02:00:00.500Z", nil),
            ("2026-01-31T02:00:00.Z", nil), ("2026-01-31T02:00:00+00:60", nil), ("2026-01-31T02:60:00Z", nil),
            ("2026-01-31T02:00:00", nil), ("2026-01-31 02:00:00Z", nil),
            ("2026-01-31T02:00:00+24:00", nil), ("1969-12-31T23:59:59Z", nil), ("1970-01-01T00:00:00+01:00", nil),
        ] as [(String, String?)])
    func aTimeIsOneOfTheCalendarAndHasOneSpelling(text: String, spelling: String?) {
        #expect(UTCSecond(iso8601: text)?.withOffset == spelling)
    }

    @Test func limitsPrintTheirUnit() {
        #expect(QoSField.totalIOPS.text(for: .at(2048)) == "2048 IOPS")
        #expect(QoSField.totalBandwidth.text(for: .at(2048)) == "2 MiB/s")
        #expect(QoSField.readBandwidth.text(for: .at(1000)) == "1000 KiB/s")
        #expect(QoSField.readBandwidth.text(for: .unlimited) == "unlimited")
    }

    @Test func zeroOnTheWireIsUnlimited() {
        #expect(Limit(wire: 0) == .unlimited)
        #expect(Limit(wire: 7) == .at(7))
        #expect(Limit.at(7).wireValue == 7 && Limit.unlimited.wireValue == 0)
    }

    @Test func theTighterLimitWinsAndUnlimitedNeverDoes() {
        #expect(Limit.unlimited.tightened(by: .at(5)) == .at(5))
        #expect(Limit.at(5).tightened(by: .unlimited) == .at(5))
        #expect(Limit.at(5).tightened(by: .at(3)) == .at(3))
    }

    @Test func aRateWithoutACapIsTheRateTimesTheSize() {
        let qos = DesiredQoS(iopsPerGiB: Declared(50))
        #expect(qos.effective(for: Gibibytes(10))[.totalIOPS]?.limit.value == .at(500))
    }

    @Test func aRateTimesAHugeSizeSaturates() {
        let qos = DesiredQoS(iopsPerGiB: Declared(.max))
        #expect(qos.effective(for: Gibibytes(2))[.totalIOPS]?.limit.value == .at(.max))
    }

    @Test(arguments: ["payments", "/payments", "root/payments", "/root/payments", "/root/payments/"])
    func aTenantHasManySpellingsAndOnePath(text: String) {
        #expect(TenantPath(text).description == "/root/payments")
        #expect(TenantPath(text).parent == .root)
    }

    @Test func versionsCompareByNumber() {
        #expect(ProductVersion("3.10.0.0") > ProductVersion("3.9"))
        #expect(ProductVersion("3.3") == ProductVersion("3.3.0.0"))
        #expect(Set([ProductVersion("3.3"), ProductVersion("3.3.0.0")]).count == 1)
        #expect(!ProductVersion("3.2.5.0").hasPlacementPolicies && ProductVersion("3.3.0.0").hasPlacementPolicies)
    }

    @Test func digestsAreThoseOfTheStandard() {
        // FIPS 180-2, appendix B.1.
        #expect(Digest.sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func aSecretNeverPrintsItself() {
        let secret = Secret("canary-123456")
        #expect(!"\(secret) \(String(reflecting: secret)) \([secret])".contains("canary"))
        var text = ""
        dump(secret, to: &text)
        #expect(!text.contains("canary"))
    }

    @Test func namesFollowTheRulesOfTheArray() {
        #expect(NameRule.name.accepts("abc") && NameRule.name.accepts("_a.b-c"))
        #expect(!NameRule.name.accepts("ab") && !NameRule.name.accepts("1abc") && !NameRule.name.accepts("a b c"))
        #expect(NameRule.name.accepts(String(repeating: "a", count: 64)))
        #expect(!NameRule.name.accepts(String(repeating: "a", count: 65)))
        #expect(NameRule.label.accepts("a b c") && !NameRule.label.accepts("a/b c"))
    }
}
