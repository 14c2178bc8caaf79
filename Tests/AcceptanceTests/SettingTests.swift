import Simulation
import TestSupport
import Testing

/// Where the address and the credentials come from, what is said of them, and what never is.
@Suite struct SettingTests {
    private static let config = #"{"mgmt_ip":"ADDRESS","username":"admin","password":"password"}"#

    /// `list` with a config file in the home folder, and nothing else.
    private func list(
        _ config: String, mode: UInt32 = 0o600, _ environment: [String: String] = [:], _ arguments: [String] = []
    ) async throws -> ToolRun {
        let home = try TemporaryFolder()
        try home.write(config, to: ".datera-config", mode: mode)
        let run = try await ToolRun(["list"] + arguments, environment: environment.merging(["HOME": home.path]) { $1 })
        return run
    }

    @Test(arguments: [(UInt32(0o644), true), (0o640, true), (0o604, true), (0o600, false), (0o400, false)])
    func aFileWithAPasswordThatOthersMayReadWarns(mode: UInt32, warns: Bool) async throws {
        let text = "holds a password and others may read it: chmod 600"
        try await Console.with { console in
            let address = console.array.environment["DAT_MGMT"] ?? ""
            let config = Self.config.replacing("ADDRESS", with: address)
            let byConfig = try await list(config, mode: mode)
            #expect(byConfig.status == 0 && byConfig.error.contains(text) == warns, "\(byConfig.error)")
            let folder = try TemporaryFolder()
            let file = try folder.write("password\n", to: "password", mode: mode)
            let environment = console.array.environment.merging(["DAT_PASS": ""]) { $1 }
            let byFlag = try await ToolRun(["list", "--password-file", file], environment: environment)
            #expect(byFlag.status == 0 && byFlag.error.contains(text) == warns, "\(byFlag.error)")
            let secret = try folder.write("secret-12345\n", to: "chap", mode: mode)
            let manifest = Console.stack(
                "ledger: {size: 1GiB}",
                """
                initiators: {host-1: "\(Console.host1)"}
                attachments: {ledger: {initiators: [host-1], chap: {user: ledger, password: "file:\(secret)"}}}
                """)
            let bySecret = try await console.apply(manifest)
            #expect(bySecret.status == 0 && bySecret.error.contains(text) == warns, "\(bySecret.error)")
        }
    }

    /// A file without a password is nobody's secret.
    @Test func aFileWithoutAPasswordWarnsOfNothing() async throws {
        try await Console.with { console in
            let run = try await list(#"{"tenant":"/root"}"#, mode: 0o644, console.array.environment)
            #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
        }
    }

    @Test(arguments: ["\r", "\r\n", " ", "\n", "\t \r\n"])
    func blanksAroundVariablesAreNoPartOfThem(end: String) async throws {
        try await Console.with { console in
            var environment = console.array.environment.mapValues { $0 + end }
            environment["DAT_API"] = "2.2" + end
            environment["DAT_USER"] = " admin" + end
            let run = try await ToolRun(["list"], environment: environment)
            #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
            let blank = try await ToolRun(["list"], environment: environment.merging(["DAT_PASS": end]) { $1 })
            #expect(blank.status == 64 && blank.error.contains("Which password?"), "\(blank.error)")
        }
    }

    @Test(arguments: [
        (#"{"api_version":2.3,"mgmt_ip":"x"}"#, "`api_version` must be a JSON string"),
        (#"{"password":12345678}"#, "`password` must be a JSON string"),
        (#"{"mgmt_ip":["10.0.0.1"]}"#, "`mgmt_ip` must be a JSON string"),
        (#"mgmt_ip: 10.0.0.1"#, "is not a Datera config"), (#"[]"#, "is not a Datera config"),
        (#"{"mgmt_ip":"REPLACE_ME_WITH_REAL_IP_OR_HOSTNAME"}"#, "is a template that was not filled in"),
        (#"{"mgmt_ip":"10.0.0.1","username":"REPLACE_ME_WITH_USERNAME"}"#, "is a template that was not filled in"),
    ])
    func aConfigThatMakesNoSenseSaysWhere(config: String, said: String) async throws {
        let run = try await list(config)
        #expect(run.status == 65 && run.error.contains(said), "\(run.error)")
        #expect(run.error.contains("/.datera-config") && !run.error.contains("12345678"), "\(run.error)")
    }

    /// What stands in a template does not matter where something stronger is given.
    @Test func aTemplateThatIsNotUsedIsNoObstacle() async throws {
        try await Console.with { console async throws in
            let config = #"{"mgmt_ip":"REPLACE_ME","username":"REPLACE_ME","password":"REPLACE_ME"}"#
            #expect(try await list(config, console.array.environment).status == 0)
        }
    }

    /// People write passwords into addresses: a message names the source and repeats nothing of it.
    @Test(arguments: [
        "https://user:hunter2@host", "user:hunter2@host:7718", "http://hunter2@host", "https://host/?key=hunter2",
        "ftp://hunter2", "hunter2\u{1B}[2J", "host:hunter2",
    ])
    func anAddressIsNeverPrinted(address: String) async throws {
        let credentials = ["DAT_USER": "admin", "DAT_PASS": "password"]
        let config = Self.config.replacing("ADDRESS", with: address.replacing("\u{1B}", with: "\\u001b"))
        for run in [
            try await ToolRun(["list", "--mgmt", address], environment: credentials),
            try await ToolRun(["list"], environment: credentials.merging(["DAT_MGMT": address]) { $1 }),
            try await list(config),
        ] {
            let said = address.contains("@") ? "must not contain a login" : "is not a valid address"
            #expect(run.status == 64 && run.error.contains(said), "\(run.error)")
            #expect(!run.error.contains("hunter2") && !run.error.contains("\u{1B}"), "\(run.error)")
            #expect(
                run.error.contains("--mgmt") || run.error.contains("DAT_MGMT") || run.error.contains("datera-config"))
        }
    }

    @Test func controlCharactersOfTheCommandLineAreShown() async throws {
        let run = try await ToolRun(
            ["list", "--ca-file", "/no\u{1B}[31m\r"],
            environment: [
                "DAT_MGMT": "h", "DAT_USER": "u", "DAT_PASS": "p",
            ])
        #expect(run.status == 64 && run.error.contains(#"/no\u{1B}[31m\r cannot"#), "\(run.error)")
        let usage = try await ToolRun(["list", "--for\u{1B}mat", "x"])
        #expect(usage.status == 64 && !usage.error.contains("\u{1B}"), "\(usage.error)")
    }
}
