import TestSupport
import Testing

/// `list` and `capacity`: what is on the array, as the person on call wants to see it.
@Suite struct ListTests {
    private static let stack = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: owner
        tenants: {orders: {}}
        initiators: {db-01: iqn.1993-08.org.debian:01:db01}
        volumes:
          small: {size: 1GiB, replica_count: 2}
          large: {size: 9GiB, replica_count: 2, tenant: orders}
        attachments: {small: {initiators: [db-01]}}

        """

    @Test func aListIsSelectedSortedAndWrittenAsAsked() async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack)
            try await console.array.call("POST", "/app_instances", #"{"name":"by-hand"}"#)
            for (arguments, names) in [
                (["-o", "name"], "by-hand\nsmall\nlarge\n"),
                (["--sort", "size,desc", "-o", "name"], "large\nsmall\nby-hand\n"),
                (["--unmanaged", "-o", "name"], "by-hand\n"), (["--match", "volume/s*", "-o", "name"], "small\n"),
                (["--match", "large", "--match", "by-*", "--format", "name"], "by-hand\nlarge\n"),
                (["--tenant", "orders", "-o", "name"], "large\n"),
            ] {
                let run = try await console.run(["list"] + arguments)
                #expect(run.status == 0 && run.output == names, "\(arguments): \(run.output)\(run.error)")
            }
            let csv = try await console.run(["list", "-o", "csv"])
            #expect(csv.output.contains("\norders,large,9,2,online,owner/large,18,"), "\(csv.output)")
            let json = try JSONTree(parsing: Array(try await console.run(["list", "-o", "json"]).output.utf8))
            let small = json["app_instances"]?.elements.first { $0["name"]?.text == "small" }
            let storage = small?["storage_instances"]?.elements.first
            #expect(storage?["initiators"]?.elements.map(\.text) == ["iqn.1993-08.org.debian:01:db01"], "\(json)")
            let text = try await console.run(["list"])
            #expect(text.output.hasSuffix("1 unmanaged.\n"), "\(text.output)")
            #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
            #expect(try await console.array.writes() == ["POST /app_instances"])
        }
    }

    @Test(arguments: [
        ("tenants", "orders"), ("types", "2 combinations"), ("initiators", "iqn.1993-08.org.debian:01:db01"),
        ("pools", "default"),
    ])
    func otherResourcesAreListed(subject: String, word: String) async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack)
            if subject == "types" {
                try await console.array.call("POST", "/app_instances", #"{"name":"by-hand"}"#)
                let more = Console.stack("other: {size: 1GiB, replica_count: 3}", name: "other")
                #expect(try await console.apply(more).status == 0)
            }
            let run = try await console.run(["list", subject])
            #expect(run.status == 0 && run.output.contains(word), "\(run.output)\(run.error)")
            let json = try await console.run(["list", subject, "-o", "json"])
            let rows = try JSONTree(parsing: Array(json.output.utf8))[path: "rows.\(subject)"]?.elements ?? []
            #expect(!rows.isEmpty, "\(json.output)")
            let misused = try await console.run(["list", subject, "--unmanaged"])
            #expect(misused.status == 64 && misused.error.contains("select volumes"))
        }
    }

    @Test func theCapacityHasTheArrayAndEachTenant() async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack)
            let run = try await console.run(["capacity"])
            #expect(
                run.status == 0 && run.output.contains("provisioned") && run.output.contains("orders"), "\(run.output)")
            let json = try JSONTree(parsing: Array(try await console.run(["capacity", "-o", "json"]).output.utf8))
            let orders = json["tenants"]?.elements.first { $0["tenant"]?.text == "orders" }
            #expect(orders?["provisioned_gib"]?.text == "18" && orders?["volumes"]?.text == "1", "\(json)")
            #expect(json["total_gib"] != nil && json["provisioned_gib"]?.text == "20", "\(json)")
        }
    }

    @Test func aFieldThatCannotBeSortedByIsNamedWithThoseThatCan() async throws {
        let run = try await ToolRun(["list", "--sort", "colour"])
        #expect(run.status == 64 && run.error.contains("colour") && run.error.contains("provisioned"), "\(run.error)")
    }
}
