import StorageModel
import Testing

@Suite struct NamingConventionTests {
    private static let id = "0a1b2c3d-0000-4000-8000-00000000000a"

    @Test(arguments: [
        ("OS-\(id)", NamingConvention.openStack(id: id, display: nil)),
        ("OS-my.disk-\(id)", .openStack(id: id, display: "my.disk")),
        ("UNMANAGED-\(id)", .unmanaged(id: id)), (id, .bareUUID(id)), ("CSI-pvc-1", .kubernetes(claim: "pvc-1")),
    ])
    func everyConventionIsUnderstood(name: String, convention: NamingConvention) {
        #expect(NamingConvention(name: name) == convention)
    }

    @Test(arguments: ["ledger", "OS-ledger", "OS-x\(id)", "UNMANAGED-ledger", "CSI-", "OS-"])
    func otherNamesAreNobodys(name: String) {
        #expect(NamingConvention(name: name) == nil)
    }

    @Test func aNameMadeForAStackIsOneThatCinderRecognises() {
        let key = ResourceKey("a-very-long-key-of-a-volume-indeed", member: "x")
        let name = OpenStackName(stack: "prod", key: key)
        #expect(name.description.utf8.count == 63 && NameRule.name.accepts(name.description))
        #expect(NameRule.isUUID(name.id) && Array(name.id)[14] == "4" && Array(name.id)[19] == "8")
        #expect(OpenStackName(stack: "prod", key: key) == name)
        #expect(OpenStackName(stack: "test", key: key).id != name.id)
        #expect(NamingConvention(name: name.description)?.id == name.id)
    }
}
