import Simulation
import TestSupport
import Testing

/// `adopt` and `forget` change nothing but the marker.
@Suite struct AdoptionPromiseTests {
    /// A volume as a person or a driver makes it.
    private static func make(
        _ name: String, _ console: Console, descr: String = "null", mode: String = "normal", more: String = ""
    ) async throws {
        try await console.array.call(
            "POST", "/app_instances",
            #"{"name":"\#(name)","descr":\#(descr),"create_mode":"\#(mode)","storage_instances":["#
                + #"{"name":"storage-1"\#(more),"volumes":[{"name":"volume-1","size":1,"replica_count":3}]}]}"#)
    }

    @Test(arguments: [("3.2.5.0", "metadata"), ("3.3.3.0", "int_ecosystem_data")])
    func aPersonsDescriptionIsKeptAsideAndComesBack(product: String, endpoint: String) async throws {
        try await Console.with(SimulatorConfiguration(productVersion: product)) { console in
            try await Self.make("ledger", console, descr: #""Ledger of the shop""#)
            let manifest = Console.stack("ledger: {size: 1GiB}")
            let writes = try await console.writes { () async throws in
                #expect(try await console.run(["adopt", "--yes", "ledger"], manifest).status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger/\(endpoint)", "PUT /app_instances/ledger"])
            let back = try await console.writes { () async throws in
                #expect(try await console.run(["forget", "--yes", "ledger"], manifest).status == 0)
            }
            #expect(back == ["PUT /app_instances/ledger"])
            #expect(try await console.app("ledger")["descr"]?.text == "Ledger of the shop")
        }
    }

    @Test func withoutADescriptionNothingButTheMarkerIsWrittenAndForgettingLeavesNull() async throws {
        try await Console.with { console in
            try await Self.make("ledger", console)
            let before = try await console.app("ledger")
            let manifest = Console.stack("ledger: {size: 1GiB}")
            let writes = try await console.writes { () async throws in
                #expect(try await console.run(["adopt", "--yes", "ledger"], manifest).status == 0)
                #expect(try await console.detailedPlan(manifest) == 0)
                #expect(try await console.run(["adopt", "--yes", "--all"], manifest).status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger"])
            #expect(try await console.run(["forget", "--yes", "ledger"], manifest).status == 0)
            let after = try await console.app("ledger")
            #expect(after["descr"] == .null || after["descr"] == nil)
            #expect(after["storage_instances"] == before["storage_instances"])
        }
    }

    @Test func declaredCHAPVersionsAreRecordedWithoutWritingAPassword() async throws {
        let chap = #","auth":{"type":"chap","target_user_name":"ledger","target_pswd":"of-somebody-1"}"#
        @Sendable func manifest(_ version: Int) -> String {
            Console.stack(
                "ledger: {size: 1GiB}",
                #"attachments: {ledger: {chap: {user: ledger, password: "env:CHAP", version: \#(version)}}}"#)
        }
        try await Console.with { console in
            try await Self.make("ledger", console, more: chap)
            let writes = try await console.writes { () async throws in
                #expect(try await console.run(["adopt", "--yes", "ledger"], manifest(7)).status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger"])
            #expect(try await console.detailedPlan(manifest(7)) == 0)
            let password = "storage_instances.0.auth.target_pswd"
            #expect(try await console.app("ledger")[path: password]?.text == "of-somebody-1")
            #expect(try await console.apply(manifest(8)).status == 4, "a rotation is disruptive")
            #expect(try await console.apply(manifest(8), "--allow-disruptive").status == 0)
            #expect(try await console.app("ledger")[path: password]?.text == Console.secrets["CHAP"])
        }
    }

    @Test(arguments: ["openstack", "kubernetes", "docker"])
    func whatADriverMadeIsForeignUntilItIsAdoptedByName(mode: String) async throws {
        try await Console.with { console in
            let uuid = "0a1b2c3d-0000-4000-8000-000000000001"
            try await Self.make("OS-\(uuid)", console, mode: mode)
            let manifest = Console.stack(#"disk: {size: 1GiB, name: "OS-\#(uuid)"}"#)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(manifest).status == 0)
                let larger = manifest.replacing("1GiB", with: "2GiB")
                let refused = try await console.apply(larger)
                #expect(refused.status == 4 && refused.words.contains("made by \(mode)"), "\(refused.output)")
                #expect(refused.words.contains("adopt volume/disk"))
            }
            #expect(writes.isEmpty)
            #expect(try await console.run(["adopt", "--yes", "volume/disk"], manifest).status == 0)
            #expect(try await console.apply(manifest.replacing("1GiB", with: "2GiB")).status == 0)
            #expect(try await console.app("OS-\(uuid)")["create_mode"]?.text == mode)
        }
    }

    /// By the uuid on the array, and by the id under which OpenStack knows it.
    @Test func theLiveOneCanBeNamedByEitherOfItsIds() async throws {
        let uuid = "0a1b2c3d-0000-4000-8000-000000000001"
        let name = "OS-my-disk-\(uuid)"
        let manifest = Console.stack(#"disk: {size: 1GiB, name: "\#(name)"}"#)
        try await Console.with { console in
            try await Self.make(name, console, mode: "openstack")
            try await Self.make("other", console)
            let id = try await console.id(name)
            for source in [uuid, id, name] {
                let writes = try await console.writes { () async throws in
                    let run = try await console.run(["adopt", "--yes", "volume/disk=\(source)"], manifest)
                    #expect(run.status == 0, "\(run.output)\(run.error)")
                    #expect(try await console.detailedPlan(manifest) == 0)
                }
                #expect(writes == ["PUT /app_instances/\(name)"], "\(source)")
                #expect(try await console.run(["forget", "--yes", "disk"], manifest).status == 0)
            }
            let writes = try await console.writes { () async throws in
                let unknown = try await console.run(["adopt", "--yes", "volume/disk=\(uuid.dropLast())2"], manifest)
                #expect(unknown.status == 4 && unknown.output.contains("[not_found]"), "\(unknown.output)")
                let other = try await console.run(["adopt", "--yes", "volume/disk=other"], manifest)
                #expect(other.status == 4 && other.output.contains("[name_differs]"), "\(other.output)")
            }
            #expect(writes.isEmpty)
        }
    }

    @Test func fromAnotherStackOnlyWhatIsNamedIsTaken() async throws {
        let volumes = "ledger: {size: 1GiB}, journal: {size: 1GiB}"
        try await Console.with { console in
            try await console.prepare(Console.stack(volumes))
            let heir = Console.stack("ledger: {size: 1GiB}", name: "heir")
            let writes = try await console.writes { () async throws in
                #expect(try await console.run(["adopt", "--yes", "ledger"], heir).status == 4)
                let taken = try await console.run(["adopt", "--yes", "ledger", "--from-stack", "owner"], heir)
                #expect(taken.status == 0, "\(taken.output)")
            }
            #expect(writes == ["PUT /app_instances/ledger"])
            #expect(try await console.app("ledger")["descr"]?.text.hasPrefix("datera-apply v1 heir ledger ") == true)
            #expect(try await console.app("journal")["descr"]?.text.hasPrefix("datera-apply v1 owner ") == true)
            #expect(try await console.run(["plan"], Console.stack(volumes)).output.contains("[foreign_owner]"))
            #expect(try await console.detailedPlan(heir) == 0)
        }
    }

    @Test func aNameThatDiffersAndAnObjectInTheTrashAreRefused() async throws {
        try await Console.with { console in
            try await Self.make("ledger", console)
            let other = Console.stack("book: {size: 1GiB}")
            let writes = try await console.writes { () async throws in
                let named = try await console.run(["adopt", "--yes", "book=ledger"], other)
                #expect(named.status == 4 && named.output.contains("[name_differs]"), "\(named.output)")
                #expect(named.output.contains("name: ledger"))
            }
            #expect(writes.isEmpty)
            let manifest = Console.stack("ledger: {size: 1GiB}")
            #expect(try await console.run(["adopt", "--yes", "ledger"], manifest).status == 0)
            let destroyed = try await console.run(
                ["destroy", "--yes", "--allow-destroy", "--max-deletes", "1"], manifest)
            #expect(destroyed.status == 0)
            let again = try await console.run(["adopt", "--yes", "ledger"], manifest)
            #expect(again.status == 4 && again.output.contains("[not_found]"), "\(again.output)")
        }
    }
}
