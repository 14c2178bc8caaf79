import Exporting
import Testing

/// Lists of volume types as the clients of several years print them.
@Suite struct CinderTypeListTests {
    private func types(_ text: String) throws -> [CinderVolumeType] { try CinderTypeList(json: Array(text.utf8)).types }

    private func problem(_ text: String) -> CinderTypeProblem? {
        do throws(CinderTypeProblem) {
            _ = try CinderTypeList(json: Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test func propertiesAreAnObjectOrAText() throws {
        let specs = ["DF:replica_count": "2", "volume_backend_name": "it's, here"]
        let object =
            #"[{"ID":"1","Name":"gold","Is Public":true,"Properties":{"DF:replica_count":2,"volume_backend_name":"it's, here"}}]"#
        let text =
            #"[{"Name":"gold","Is Public":true,"Properties":"DF:replica_count='2', volume_backend_name='it's, here'"}]"#
        #expect(try types(object) == [CinderVolumeType(name: "gold", specs: specs)])
        #expect(try types(text) == [CinderVolumeType(name: "gold", specs: specs)])
    }

    @Test func whatIsNotKnownIsPassedOver() throws {
        let text = #"[{"Name":"a","Properties":"","x":[1]},{"Name":"b","Properties":null},{"Name":"c"}]"#
        #expect(try types(text).map(\.specs) == [[:], [:], [:]])
        #expect(try types("[]").isEmpty)
    }

    @Test func privacyAndEncryptionAreKept() throws {
        let text =
            #"[{"Name":"a","Is Public":false,"Encryption":"provider='luks'"},{"Name":"b","Encryption":"-"},{"Name":"c","Encryption":{"provider":"luks"}},{"Name":"d","Encryption":{}}]"#
        #expect(try types(text).map(\.isPublic) == [false, true, true, true])
        #expect(try types(text).map(\.isEncrypted) == [true, false, true, false])
    }

    @Test(arguments: [
        ("{", CinderTypeProblem.notJSON), ("{}", .notAList), ("[1]", .entry(1, "is not an object")),
        (#"[{"Name":"a"},{"ID":"1"}]"#, .entry(2, "has no `Name`")), (#"[{"Name":"a"},{"Name":"a"}]"#, .sameName("a")),
        (
            #"[{"Name":"a","Properties":"x=1"}]"#,
            .entry(1, "(a) has `Properties` that are neither an object nor a text such as a='b', c='d'")
        ),
        (
            #"[{"Name":"a","Properties":"x='1"}]"#,
            .entry(1, "(a) has `Properties` that are neither an object nor a text such as a='b', c='d'")
        ),
    ])
    func whatIsNoListSaysWhy(text: String, expected: CinderTypeProblem) {
        #expect(problem(text) == expected)
    }
}
