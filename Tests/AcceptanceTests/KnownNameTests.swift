import TestSupport
import Testing

/// Names on the command line of what is not on the array: an error that lists what is, never an empty answer.
@Suite struct KnownNameTests {
    private static let stack = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: owner
        tenants: {orders: {}, openstack: {}}
        volumes: {one: {size: 1GiB, tenant: orders}, two: {size: 1GiB}}
        """

    @Test(arguments: [
        ["list"], ["list", "--format", "json"], ["export"], ["snapshot", "list"], ["trash", "list"],
    ])
    func aTenantThatIsNotThereIsAnError(verb: [String]) async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack)
            let run = try await console.run(verb + ["--tenant", "order"])
            #expect(run.status == 1 && run.output.isEmpty, "\(run.output)")
            let text = "there is no tenant `order` on the array; did you mean `orders`?"
            #expect(run.error.contains(text), "\(run.error)")
            #expect(run.error.contains("There are: openstack, orders"), "\(run.error)")
            for tenant in ["orders", "/root/openstack", "/root"] {
                #expect(try await console.run(verb + ["--tenant", tenant]).status == 0, "\(tenant)")
            }
            #expect(try await console.array.writes().isEmpty)
        }
    }

    @Test(arguments: [
        ["list", "--stack", "ownr"], ["list", "--format", "json", "--stack", "ownr"],
        ["snapshot", "list", "--stack", "ownr"], ["trash", "list", "--stack", "ownr"], ["lock", "status", "ownr"],
        ["lock", "release", "ownr"],
        ["destroy", "--yes", "--stack", "ownr"], ["forget", "--yes", "--all", "--stack", "ownr"],
        ["trash", "purge", "--yes", "--all", "--stack", "ownr"],
        ["trash", "restore", "--yes", "--stack", "ownr", "one"],
    ])
    func aStackThatIsNotThereIsAnError(arguments: [String]) async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack)
            let run = try await console.run(arguments)
            #expect(run.status == 1 && run.output.isEmpty, "\(run.output)")
            #expect(run.error.contains("there is no stack `ownr` on the array; did you mean `owner`?"), "\(run.error)")
            #expect(run.error.contains("There is: owner"), "\(run.error)")
            #expect(try await console.array.writes().isEmpty)
        }
    }

    @Test func theNamesOfStacksThatAreThereAreTaken() async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack)
            for arguments in [
                ["list", "--stack", "owner"], ["snapshot", "list", "--stack", "owner"],
                ["trash", "list", "--stack", "owner"],
                ["lock", "status", "owner"], ["lock", "release", "owner"],
            ] {
                let run = try await console.run(arguments)
                #expect(run.status == 0, "\(arguments): \(run.error)")
            }
            let status = try await console.run(["lock", "status", "owner"])
            #expect(status.output == "Stack owner is not locked: no apply is running.\n")
        }
    }

    @Test func onAnArrayWithoutAnyTheAnswerSaysSo() async throws {
        try await Console.with { console in
            let run = try await console.run(["list", "--stack", "owner"])
            #expect(run.status == 1)
            #expect(run.error.contains("no stack `owner` on the array (it has none)"), "\(run.error)")
        }
    }

    /// As `adopt --all`: every marker goes, every volume stays.
    @Test(arguments: [true, false]) func forgetMayBeAboutAllOfAStack(withManifest: Bool) async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack)
            try await console.prepare(Console.stack("three: {size: 1GiB}", name: "other"))
            let run =
                withManifest
                ? try await console.run(["forget", "--all", "--yes"], Self.stack)
                : try await console.run(["forget", "--all", "--yes", "--stack", "owner"])
            #expect(run.status == 0, "\(run.output)\(run.error)")
            let list = try await console.run(["list", "--format", "json"]).output
            let apps = try JSONTree(parsing: Array(list.utf8))["app_instances"]?.elements ?? []
            #expect(apps.compactMap { $0["name"]?.text } == ["three", "two", "one"])
            #expect(apps.compactMap { $0["stack"]?.text } == ["other"])
            let both = try await console.run(["forget", "--all", "one", "--stack", "other"])
            let none = try await console.run(["forget", "--stack", "other"])
            #expect(both.status == 64 && none.status == 64)
        }
    }

    /// A removal is about the tenant that is named.
    @Test(arguments: [["destroy", "--allow-destroy", "--max-deletes", "1"], ["forget", "--all"]])
    func aRemovalInAnotherTenantIsRefused(verb: [String]) async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack)
            let manifest = Console.stack("three: {size: 1GiB}", name: "other")
            try await console.prepare(manifest, "--tenant", "orders")
            let other = try await console.run(verb + ["--yes", "--tenant", "openstack"], manifest)
            #expect(other.status == 4 && other.output.contains("wrong_tenant"), "\(other.output)")
            let mistyped = try await console.run(verb + ["--yes", "--tenant", "ordrs"], manifest)
            #expect(mistyped.status == 1 && mistyped.error.contains("did you mean `orders`?"), "\(mistyped.error)")
            #expect(try await console.array.writes().isEmpty)
            #expect(try await console.run(verb + ["--yes", "--tenant", "orders"], manifest).status == 0)
        }
    }
}
