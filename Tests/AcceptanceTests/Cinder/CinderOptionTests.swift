import Configuring
import TestSupport
import Testing

/// Every option of a cinder.conf, one by one: what the program does because of it, on a simulated array.
@Suite struct CinderOptionTests {
    /// An array, and a cinder.conf that leads to it and says nothing else.
    struct Trial: Sendable {
        let array: SimulatedDSP
        let folder: TemporaryFolder

        /// - Parameter lines: in the section of the backend; those before a line `[DEFAULT]`.
        func run(
            _ arguments: [String], _ lines: String = "", _ manifest: String? = nil, without option: CinderOption? = nil
        ) async throws -> ToolRun {
            let base: [(CinderOption, String)] = [
                (.address, array.environment["DAT_MGMT"] ?? ""), (.user, "admin"), (.password, "password"),
            ]
            let own = base.filter { $0.0 != option }.map { "\($0.0.rawValue) = \($0.1)\n" }.joined()
            let path = try folder.write("[dat]\n\(own)\(lines)\n", to: "cinder.conf")
            return try await ToolRun(
                arguments + ["--cinder-conf", path, "--backend", "dat"] + (manifest == nil ? [] : ["-f", "-"]),
                input: manifest ?? "")
        }

        func apply(_ lines: String, _ volumes: String, _ more: String = "") async throws -> ToolRun {
            try await run(["apply", "--yes"], lines, Console.stack(volumes, more))
        }

        func value(_ path: String, of name: String = "vol-1") async throws -> String? {
            try await array.record(of: name)?[path: path]?.text
        }
    }

    struct OptionCase: Sendable, CustomTestStringConvertible {
        let option: CinderOption
        let body: @Sendable (Trial) async throws -> Void

        var testDescription: String { option.rawValue }

        init(_ option: CinderOption, _ body: @escaping @Sendable (Trial) async throws -> Void) {
            self.option = option
            self.body = body
        }
    }

    @Test(arguments: connection + patience + manifests) func anOptionDoesWhatIsDocumented(trial: OptionCase)
        async throws
    {
        try await SimulatedDSP.with { array in
            try await trial.body(Trial(array: array, folder: try TemporaryFolder()))
        }
    }

    @Test func everyOptionIsTried() {
        let tried = Set((Self.connection + Self.patience + Self.manifests).map(\.option))
        #expect(tried == Set(CinderOption.allCases))
    }

    static let connection: [OptionCase] = [
        OptionCase(.address) { trial async throws in
            #expect(try await trial.run(["list"]).status == 0)
            let without = try await trial.run(["list"], without: .address)
            #expect(without.status == 64 && without.error.contains("Which array?"), "\(without.error)")
        },
        OptionCase(.user) { trial async throws in
            #expect(try await trial.run(["list"], "san_login = nobody").status == 77)
        },
        OptionCase(.password) { trial async throws in
            let run = try await trial.run(["list"], "san_password = wrong-password")
            #expect(run.status == 77 && !run.error.contains("wrong-password"), "\(run.error)")
        },
        OptionCase(.clientCertificate) { trial async throws in
            let run = try await trial.run(["list"], "driver_client_cert = /no-cert")
            #expect(run.status == 64 && run.error.contains("cinder.conf:5: /no-cert cannot be read"), "\(run.error)")
        },
        OptionCase(.clientKey) { trial async throws in
            let run = try await trial.run(["list"], "driver_client_cert_key = /no-key")
            #expect(run.status == 64 && run.error.contains("cinder.conf:5: /no-key cannot be read"), "\(run.error)")
        },
        // Where it leads is a matter of `handover_tour.py`, whose array listens at this port.
        OptionCase(.port) { trial async throws in
            let run = try await trial.run(["config", "show"], "san_ip = 127.0.0.1\ndatera_api_port = 7717")
            #expect(
                run.output.contains("http://127.0.0.1:7717 ") || run.output.contains("http://127.0.0.1 "),
                "\(run.output)")
            #expect(run.error.contains("datera_api_port is deprecated"), "\(run.error)")
        },
        OptionCase(.apiVersion) { trial async throws in
            #expect(try await trial.run(["list"], "datera_api_version = 2.2").status == 0)
            let log = try await trial.array.admin("GET", "/_sim/requests").elements.compactMap { $0["path"]?.text }
            #expect(log.contains { $0.hasPrefix("/v2.2/") } && !log.contains { $0.hasPrefix("/v2.3/") }, "\(log)")
        },
        // What a login then says stands in `SessionTests.swift`; the simulator has no LDAP server.
        OptionCase(.ldapServer) { trial async throws in
            let run = try await trial.run(["config", "show"], "datera_ldap_server = ldap1")
            #expect(run.output.contains { $0.isNewline } && run.output.contains("ldap1"), "\(run.output)")
            #expect(try await trial.run(["list"], "datera_ldap_server = ldap1").status == 0)
        },
    ]

    /// Refused three times, then ready.
    private static func refuse(_ trial: Trial) async throws {
        try await trial.array.admin(
            "POST", "/_sim/faults", #"{"kind":"503","rate":1,"count":3,"match":"GET /app_instances"}"#)
        try await trial.array.forgetRequests()
    }

    static let patience: [OptionCase] = [
        OptionCase(.retryInterval) { trial async throws in
            try await refuse(trial)
            #expect(try await trial.run(["list"], "datera_503_interval = 0\ndatera_503_timeout = 600").status == 0)
            try await refuse(trial)
            let slow = try await trial.run(["list"], "datera_503_interval = 80000\ndatera_503_timeout = 1")
            #expect(slow.status == 1, "\(slow.error)")
            #expect(try await trial.array.requests().count { $0 == "GET /app_instances" } == 1)
        },
        OptionCase(.retryTimeout) { trial async throws in
            try await refuse(trial)
            let run = try await trial.run(["list"], "datera_503_interval = 1\ndatera_503_timeout = 0")
            #expect(run.status == 1, "\(run.error)")
            #expect(try await trial.array.requests().count { $0 == "GET /app_instances" } == 1)
        },
        OptionCase(.debug) { trial async throws in
            let run = try await trial.run(["list"], "datera_debug = true")
            #expect(run.status == 0 && run.error.contains("debug: ") && run.error.contains("GET"), "\(run.error)")
            #expect(try await trial.run(["list", "--log-level", "error"], "datera_debug = true").error.isEmpty)
        },
        OptionCase(.disableProfiler) { trial async throws in
            let run = try await trial.run(["list"], "datera_disable_profiler = false")
            #expect(run.error.contains("endpoint") && run.error.contains("GET /app_instances"), "\(run.error)")
            #expect(try await trial.run(["list"], "datera_disable_profiler = true").error.isEmpty)
            #expect(try await trial.run(["list"]).error.isEmpty)
        },
    ]

    /// A volume whose image can be recognized, and a type that only the cached volume can have.
    private static let cached = Console.stack(
        "vol-1: {size: 1GiB, image: {file: /images/x.raw, format: raw, checksum: \"sha256:\(String(repeating: "a", count: 64))\"}}",
        "volume_types: {flash: {replica_count: 2, placement_policy: all-flash}}")
    private static let size = "storage_instances.0.volumes.0.size"
    private static let replicas = "storage_instances.0.volumes.0.replica_count"
    private static let iops = "storage_instances.0.volumes.0.performance_policy.total_iops_max"
    private static let auth = "storage_instances.0.auth"
    private static let attached = """
        initiators: {host-1: "iqn.1993-08.org.debian:01:host1"}
        attachments: {vol-1: {initiators: [host-1]}}
        """

    static let manifests: [OptionCase] = [
        OptionCase(.debugReplicaCountOverride) { trial async throws in
            let volume = "vol-1: {size: 1GiB, replica_count: 3}"
            let run = try await trial.apply("datera_debug_replica_count_override = true", volume)
            #expect(run.status == 0 && run.error.contains("cinder.conf:5:"), "\(run.error)")
            #expect(try await trial.value(replicas) == "1")
        },
        OptionCase(.disableExtendedMetadata) { trial async throws in
            let run = try await trial.apply(
                "datera_disable_extended_metadata = yes", "vol-1: {size: 1GiB, description: for orders}")
            #expect(run.status == 0 && run.error.contains("are not written"), "\(run.error)")
            #expect(try await !trial.array.writes().contains { $0.contains("int_ecosystem_data") })
        },
        OptionCase(.disableTemplateOverride) { trial async throws in
            try await trial.array.call(
                "POST", "/app_templates",
                #"{"name":"db_small","storage_templates":[{"name":"store","volume_templates":[{"name":"vol","size":10,"replica_count":2}]}]}"#
            )
            let volume = "vol-1: {size: 20GiB, template: db_small}"
            #expect(try await trial.apply("datera_disable_template_override = 1", volume).status == 0)
            #expect(try await trial.value(size) == "10")
            #expect(try await trial.apply("", volume.replacing("vol-1", with: "vol-2")).status != 1)
        },
        OptionCase(.imageCache) { trial async throws in
            let plan = try await trial.run(["plan"], "datera_enable_image_cache = true", cached)
            #expect(plan.output.contains("cached_image/"), "\(plan.output)")
            let direct = try await trial.run(["plan"], "", cached)
            #expect(direct.status == 0 && !direct.output.contains("cached_image/"), "\(direct.output)")
        },
        OptionCase(.imageCacheType) { trial async throws in
            let lines = "datera_enable_image_cache = true\ndatera_image_cache_volume_type_id = "
            let plan = try await trial.run(["plan", "--format", "json"], lines + "flash", cached)
            #expect(plan.status == 0 && plan.output.contains("\"all-flash\""), "\(plan.output)")
            let unknown = try await trial.run(["plan"], lines + "4c4c4544", cached)
            #expect(unknown.error.contains("no volume type `4c4c4544`"), "\(unknown.error)")
        },
        OptionCase(.tenant) { trial async throws in
            let tenants = "tenants: {acme: {}, OS-p1: {}}"
            #expect(try await trial.apply("datera_tenant_id = acme", "vol-1: {size: 1GiB}", tenants).status == 0)
            #expect(try await trial.value("tenant") == "/root/acme")
            let mapped = Console.stack("vol-2: {size: 1GiB, project: p1}", tenants, name: "mapped")
            #expect(try await trial.run(["apply", "--yes"], "datera_tenant_id = Map", mapped).status == 0)
            #expect(try await trial.value("tenant", of: "vol-2") == "/root/OS-p1")
            let root = Console.stack("vol-3: {size: 1GiB}", name: "at-root")
            #expect(try await trial.run(["apply", "--yes"], "datera_tenant_id = None", root).status == 0)
            #expect(try await trial.value("tenant", of: "vol-3") == "/root")
        },
        OptionCase(.typeDefaults) { trial async throws in
            let lines = "datera_volume_type_defaults = replica_count:2,\n  total_iops_max:500"
            #expect(try await trial.apply(lines, "vol-1: {size: 1GiB}").status == 0)
            #expect(try await trial.value(replicas) == "2")
            #expect(try await trial.value(iops) == "500")
        },
        OptionCase(.defaultType) { trial async throws in
            let lines = "[DEFAULT]\ndefault_volume_type = gold"
            let types = "volume_types: {gold: {replica_count: 2}}"
            #expect(try await trial.apply(lines, "vol-1: {size: 1GiB}", types).status == 0)
            #expect(try await trial.value(replicas) == "2")
        },
        OptionCase(.usesCHAP) { trial async throws in
            let lines = "use_chap_auth = false\nchap_username = cinder\nchap_password = secret-12345"
            #expect(try await trial.apply(lines, "vol-1: {size: 1GiB}", attached).status == 0)
            #expect(try await trial.value("\(auth).type") == "none")
        },
        OptionCase(.chapUser) { trial async throws in
            let lines = "use_chap_auth = true\nchap_username = cinder\nchap_password = secret-12345"
            #expect(try await trial.apply(lines, "vol-1: {size: 1GiB}", attached).status == 0)
            #expect(try await trial.value("\(auth).type") == "chap")
            #expect(try await trial.value("\(auth).target_user_name") == "cinder")
        },
        OptionCase(.chapPassword) { trial async throws in
            let lines = "use_chap_auth = true\nchap_username = cinder\nchap_password = "
            let short = try await trial.apply(lines + "short", "vol-1: {size: 1GiB}", attached)
            #expect(short.status == 65 && short.error.contains("CINDER_CHAP_PASSWORD"), "\(short.error)")
            let run = try await trial.apply(lines + "secret-12345", "vol-1: {size: 1GiB}", attached)
            #expect(run.status == 0 && !(run.output + run.error).contains("secret-12345"), "\(run.error)")
            #expect(try await trial.value("\(auth).target_pswd") == "secret-12345")
        },
    ]
}
