import Simulation
import TestSupport
import Testing

/// Risk, and the one offline window.
@Suite struct WindowPromiseTests {
    private static let small = Console.stack("ledger: {size: 1GiB, replica_count: 2, ip_pool: default}")
    private static let changed = Console.stack("ledger: {size: 1GiB, replica_count: 3, ip_pool: fast}")

    private static func addPool(_ console: Console) async throws {
        try await console.array.call(
            "POST", "/access_network_ip_pools",
            #"{"name":"fast","network_paths":[{"start_ip":"10.1.0.10","range":100,"netmask":24,"name":"access_1"},"#
                + #"{"start_ip":"10.2.0.10","range":100,"netmask":24,"name":"access_2"}]}"#)
    }

    @Test func allThatNeedsItOfflineSharesOneWindow() async throws {
        try await Console.with { console in
            try await Self.addPool(console)
            try await console.prepare(Self.small)
            try await console.connect([Console.host1], to: "ledger")
            let refused = try await console.writes { () async throws in
                let run = try await console.apply(Self.changed)
                #expect(run.status == 4 && run.words.contains("offline; connected: \(Console.host1)"), "\(run.words)")
            }
            #expect(refused.isEmpty)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(Self.changed, "--allow-disruptive").status == 0)
            }
            #expect(writes.count == 4 && writes.first == "PUT /app_instances/ledger" && writes.last == writes.first)
            #expect(Set(writes[1...2]) == ["PUT /app_instances/ledger/s1", "PUT /app_instances/ledger/s1/v1"])
            #expect(try await console.app("ledger")["admin_state"]?.text == "online")
            #expect(try await console.detailedPlan(Self.changed) == 0)
        }
    }

    @Test func aPersonsOfflineStays() async throws {
        try await Console.with { console in
            try await Self.addPool(console)
            try await console.prepare(Self.small)
            try await console.array.call("PUT", try await console.path("ledger"), #"{"admin_state":"offline"}"#)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(Self.changed).status == 0, "nobody is disturbed")
            }
            #expect(writes.count == 3, "\(writes)")
            #expect(try await console.app("ledger")["admin_state"]?.text == "offline")
        }
    }

    @Test func anInterruptedWindowIsReportedAndClosedBeforeAnythingElse() async throws {
        try await Console.with { console in
            try await console.prepare(Self.small)
            let descr = try await console.app("ledger")["descr"]?.text ?? ""
            try await console.array.call(
                "PUT", try await console.path("ledger"), #"{"admin_state":"offline","descr":"\#(descr.dropLast())w"}"#)
            try await console.array.forgetRequests()
            let edited = Self.small.replacing("size: 1GiB", with: "size: 2GiB")
            let plan = try await console.run(["plan", "--detailed-exitcode"], edited)
            #expect(plan.status == 2 && plan.words.contains("an earlier run took it offline"), "\(plan.words)")
            #expect(try await console.run(["drift"], edited).status == 2)
            #expect(try await console.array.writes().isEmpty)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(edited).status == 0, "closing a window is safe")
            }
            #expect(
                writes == [
                    "PUT /app_instances/ledger", "PUT /app_instances/ledger/s1/v1", "PUT /app_instances/ledger",
                ])
            #expect(try await console.app("ledger")["admin_state"]?.text == "online")
            #expect(try await console.detailedPlan(edited) == 0)
        }
    }

    @Test func aWindowIsClosedEvenWhenAnotherVolumeIsBeingForgotten() async throws {
        let two = Console.stack("ledger: {size: 1GiB}, journal: {size: 1GiB}")
        try await Console.with { console in
            try await console.prepare(two)
            let descr = try await console.app("ledger")["descr"]?.text ?? ""
            try await console.array.call(
                "PUT", try await console.path("ledger"), #"{"admin_state":"offline","descr":"\#(descr.dropLast())w"}"#)
            let run = try await console.run(["forget", "--yes", "ledger"], two)
            #expect(run.status == 0)
            #expect(try await console.app("ledger")["admin_state"]?.text == "online")
            #expect(try await console.app("ledger")["descr"]?.text ?? "null" == "null")
        }
    }

    @Test func aWindowIsClosedByAPlanThatIsAboutOtherVolumes() async throws {
        let two = Console.stack("ledger: {size: 1GiB}, journal: {size: 1GiB}")
        let grown = two.replacing("size: 1GiB", with: "size: 2GiB")
        try await Console.with { console in
            try await console.prepare(two)
            let file = TemporaryFile()
            #expect(try await console.run(["plan", "-o", file.path, "--target", "volume/journal"], grown).status == 0)
            let descr = try await console.app("ledger")["descr"]?.text ?? ""
            let open = #"{"admin_state":"offline","descr":"\#(descr.dropLast())w"}"#
            for partial in [[file.path], ["--target", "volume/journal"], ["--exclude", "volume/ledger"]] {
                try await console.array.call("PUT", try await console.path("ledger"), open)
                let writes = try await console.writes { () async throws in
                    let input = partial[0] == file.path ? nil : grown
                    #expect(try await console.run(["apply", "--yes"] + partial, input).status == 0)
                }
                #expect(writes.count { $0 == "PUT /app_instances/ledger" } == 1, "\(partial): \(writes)")
                #expect(!writes.contains { $0.hasPrefix("PUT /app_instances/ledger/") }, "\(writes)")
                #expect(try await console.app("ledger")["admin_state"]?.text == "online")
                #expect(try await console.app("ledger")["descr"]?.text == descr)
            }
            #expect(try await console.app("journal")[path: "storage_instances.0.volumes.0.size"]?.text == "2")
            #expect(try await console.app("ledger")[path: "storage_instances.0.volumes.0.size"]?.text == "1")
        }
    }

    @Test func extendingIsOnlineAndSafeUnlessItsTypeSaysOffline() async throws {
        try await Console.with { console in
            try await console.prepare(Self.small)
            let larger = Self.small.replacing("size: 1GiB", with: "size: 2GiB")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(larger).status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger/s1/v1", "PUT /app_instances/ledger"])
            let offline = Self.small.replacing("size: 1GiB", with: "size: 3GiB, extend: offline")
            #expect(try await console.apply(offline).status == 4)
            #expect(try await console.apply(offline, "--allow-disruptive").status == 0)
        }
    }
}
