import Glibc
import Simulation
import TestSupport
import Testing

/// What a person or a script needs to connect, and what `round_robin` has to do with it.
@Suite struct ConnectionTests {
    private static let names = (1...12).map { "disk-\($0)" }

    private static func stack(_ types: String, _ more: String = "") -> String {
        Console.stack(names.map { "\($0): {type: gold, size: 1GiB\(more)}" }.joined(separator: ", "), types)
    }

    private static let spread = "volume_types: {gold: {round_robin: true}}"
    private static let pasted = #"volume_types: {gold: {extra_specs: {"DF:round_robin": "<is> True"}}}"#

    /// The first portal that `explain` names for each volume.
    private func firsts(_ console: Console, _ manifest: String) async throws -> [String] {
        var firsts: [String] = []
        for name in Self.names {
            let text = try await console.run(["explain", name, "--no-color"], manifest).words
            let storage = try await console.app(name)["storage_instances"]?.elements.first
            let addresses = (storage?[path: "ips"]?.elements ?? []).map { "\($0.text):3260" }
            let iqn = storage?[path: "iqn"]?.text ?? "?"
            #expect(text.contains("connection to storage-1 iqn \(iqn) portals ") && text.contains("lun 0 volume-1"))
            #expect(addresses.count == 2 && addresses.allSatisfy(text.contains), "\(text)")
            let first = text.split(separator: " portals ").last?.prefix { $0 != "," } ?? ""
            firsts.append(addresses.firstIndex(of: String(first)).map { "\($0)" } ?? "none")
        }
        return firsts
    }

    @Test func roundRobinBeginsAtAnotherPortalFromVolumeToVolumeAndCostsNothing() async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack("volume_types: {gold: {}}"))
            #expect(try await Set(firsts(console, Self.stack("volume_types: {gold: {}}"))) == ["0"])
            let writes = try await console.writes { () async throws in
                for types in [Self.spread, Self.pasted] {
                    #expect(try await console.detailedPlan(Self.stack(types)) == 0)
                    #expect(try await console.run(["drift"], Self.stack(types)).status == 0)
                }
            }
            #expect(writes.isEmpty)
            let spread = try await firsts(console, Self.stack(Self.spread))
            #expect(Set(spread) == ["0", "1"])
            #expect(try await firsts(console, Self.stack(Self.pasted)) == spread)
            // The volume's own word is the nearest.
            #expect(try await Set(firsts(console, Self.stack(Self.spread, ", round_robin: false"))) == ["0"])
        }
    }

    @Test func theListAsJSONHasWhatAHostNeeds() async throws {
        try await Console.with { console in
            try await console.prepare(
                """
                apiVersion: datera-apply/v1
                kind: Stack
                stack: owner
                app_instances:
                  store: {storage_instances: {data: {volumes: {one: {size: 1GiB}, two: {size: 2GiB}}}}}
                """)
            let run = try await console.run(["list", "--format", "json"])
            let list = try JSONTree(parsing: Array(run.output.utf8))
            let app = list[path: "app_instances.0"]
            let record = try await console.app("store")[path: "storage_instances.0"]
            #expect(list["kind"]?.text == "list" && list["app_instances"]?.elements.count == 1)
            #expect(app?["name"]?.text == "store" && app?["stack"]?.text == "owner" && app?["key"]?.text == "store")
            let storage = app?[path: "storage_instances.0"]
            #expect(storage?["iqn"]?.text == record?[path: "iqn"]?.text && storage?["iqn"] != nil)
            #expect(
                storage?["portals"]?.elements.map(\.text)
                    == record?[path: "ips"]?.elements.map { "\($0.text):3260" })
            let volumes = storage?["volumes"]?.elements ?? []
            #expect(volumes.map { $0["name"]?.text } == ["one", "two"])
            #expect(volumes.map { $0["lun"]?.text } == ["0", "1"])
        }
    }

    /// Found before anybody is asked, so that nobody looks for the fault on the network.
    @Test(arguments: ["--ca-file", "--password-file"]) func aFileThatIsNotThereIsNamed(flag: String) async throws {
        let run = try await ToolRun(
            ["list", flag, "/nonexistent/file"],
            environment: ["DAT_MGMT": "127.0.0.1:1", "DAT_USER": "admin", "DAT_PASS": "x"])
        let text = "\(flag): /nonexistent/file cannot be read: no such file or directory."
        #expect(run.status == 64 && run.error.contains(text), "\(run.error)")
    }

    /// An address that holds a login is refused, and neither part of it is shown.
    @Test(arguments: ["https://admin:hunter22@array.test", "admin:hunter22@array.test:7718", "http://hunter22@::1"])
    func aLoginInAnAddressIsNeverShown(address: String) async throws {
        for (arguments, variable) in [(["--mgmt", address], ""), ([], address)] {
            let run = try await ToolRun(
                ["list", "--stats", "--log-level", "debug"] + arguments,
                environment: ["DAT_MGMT": variable, "DAT_USER": "admin", "DAT_PASS": "x"])
            #expect(run.status == 64 && run.error.contains("must not contain a login"), "\(run.error)")
            #expect(!(run.output + run.error).contains("hunter22"))
        }
    }

    @Test func theAddressOfATemplateIsNoHost() async throws {
        let run = try await ToolRun(
            ["list"],
            environment: [
                "DAT_MGMT": "REPLACE_ME_WITH_REAL_IP_OR_HOSTNAME", "DAT_USER": "admin", "DAT_PASS": "x",
            ])
        #expect(run.status == 64 && run.error.contains("still the placeholder of a template"), "\(run.error)")
    }

    @Test func anUnknownHostEndsTheRunAtOnceAndSaysWhatToCheck() async throws {
        let run = try await ToolRun(
            ["list", "--stats"],
            environment: ["DAT_MGMT": "no-such-array.invalid", "DAT_USER": "admin", "DAT_PASS": "hunter22"])
        #expect(run.status == 1 && run.error.contains("the host name `no-such-array.invalid` is not known"))
        #expect(run.error.contains("Check --mgmt") && !run.error.contains("trying again"), "\(run.error)")
    }

    /// The proxy is named without the login that the variable holds.
    @Test func aProxyThatRefusesIsNamedAndNotAskedAgain() async throws {
        try await SimulatedDSP.with { array in
            let proxy = "127.0.0.1:\(array.port ?? 0)"
            let run = try await ToolRun(
                ["list"],
                environment: [
                    "DAT_MGMT": "https://array.test", "DAT_USER": "admin", "DAT_PASS": "x",
                    "https_proxy": "http://admin:hunter22@\(proxy)",
                ])
            #expect(run.status == 1 && run.words.contains("\(proxy) (from https_proxy) refuses"), "\(run.error)")
            #expect(run.error.contains("NO_PROXY") && !run.error.contains("hunter22"), "\(run.error)")
        }
    }

    @Test func aManifestMayComeThroughAPipe() async throws {
        let run = try await ToolRun(["validate", "-f", "/dev/stdin"], input: Console.stack("wal: {size: 1GiB}"))
        #expect(run.status == 0, "\(run.error)")
    }

    @Test(.timeLimit(.minutes(1))) func whoWaitsForAManifestStopsAtTheFirstSignal() async throws {
        let terminal = try PseudoTerminal()
        let process = try ToolProcess(["validate", "-f", "-"], terminal: terminal)
        let shown = try await terminal.shown(until: "Ctrl-D") { process.hasEnded }
        #expect(shown != nil)
        process.send(SIGTERM)
        #expect(await process.end() == 143)
        #expect(terminal.rest.contains("stopped."))
    }

    @Test func aListMayBeOfOneTenant() async throws {
        try await Console.with { console in
            try await console.prepare(
                """
                apiVersion: datera-apply/v1
                kind: Stack
                stack: owner
                tenants: {web: {}, shop: {}}
                volumes: {one: {size: 1GiB, tenant: web}, two: {size: 1GiB, tenant: shop}}
                """)
            let list = try await console.run(["list", "--tenant", "web"]).output
            #expect(list.contains("one") && !list.contains("two"), "\(list)")
        }
    }
}
