import Configuring
import Locking
import Testing

/// The config file of Datera's SDKs: where it is looked for, and what is said of one that makes no sense.
@Suite struct UniversalConfigTests {
    private func sources(
        _ files: MemoryFiles, _ environment: [String: String] = ["HOME": "/home/me"], skips: Bool = false
    ) throws(SettingError) -> SettingSources {
        try SettingSources(environment: environment, files: files.files, skipsCurrentDirectory: skips)
    }

    private func error(_ config: String) -> SettingError? {
        let files = MemoryFiles(["/etc/datera/datera-config": config])
        do throws(SettingError) {
            _ = try sources(files).setting(.address)
            return nil
        } catch {
            return error
        }
    }

    @Test func theNearestFileIsTheOnlyOneThatIsRead() throws {
        let paths = [
            "./.datera-config", "./datera-config.json", "/home/me/datera-config", "/home/me/datera/.datera-config.json",
            "/etc/datera/datera-config.json",
        ]
        for start in paths.indices {
            let nearer = Dictionary(uniqueKeysWithValues: paths[start...].map { ($0, #"{"mgmt_ip":"\#($0)"}"#) })
            let found = try sources(MemoryFiles(nearer)).setting(.address)
            #expect(found == Setting(paths[start], from: .file(paths[start])))
        }
    }

    /// What the nearest leaves out is not looked for further away: two files never mix.
    @Test func filesDoNotMix() throws {
        let files = MemoryFiles(["./.datera-config": "{}", "/etc/datera/datera-config": #"{"mgmt_ip":"far"}"#])
        #expect(try sources(files).setting(.address) == nil)
    }

    /// A pull request must not be able to redirect a pipeline's credentials.
    @Test(arguments: [([:], true), (["CI": "true"], false), (["CI": ""], false)])
    func aFileInTheCurrentDirectoryIsNotReadWhereOthersWriteIt(environment: [String: String], skips: Bool) throws {
        let files = MemoryFiles(["./.datera-config": #"{"mgmt_ip":"here"}"#])
        let isRead = !skips && environment["CI", default: ""].isEmpty
        #expect(try sources(files, environment, skips: skips).setting(.address)?.value == (isRead ? "here" : nil))
        #expect(files.asked.withLock { $0.contains { $0.hasPrefix("./") } } == isRead)
    }

    @Test func withoutAHomeOnlyTheOtherFoldersAreLookedAt() throws {
        let files = MemoryFiles()
        _ = try sources(files, [:])
        #expect(files.asked.withLock { Set($0.map { $0.split(separator: "/").first ?? "" }) } == [".", "etc"])
    }

    @Test func whatIsNoConfigSaysWhichFileAndNeverAValue() {
        let path = "/etc/datera/datera-config"
        let cases: [(String, SettingError)] = [
            (#"{"api_version":2.3,"mgmt_ip":"x"}"#, .notText(key: "api_version", path: path)),
            (#"{"password":12345678}"#, .notText(key: "password", path: path)),
            (#"{"mgmt_ip":["10.0.0.1"]}"#, .notText(key: "mgmt_ip", path: path)),
            ("mgmt_ip: 10.0.0.1", .notAConfig(path)), ("[]", .notAConfig(path)), ("", .notAConfig(path)),
            (#"{"mgmt_ip":"REPLACE_ME_WITH_REAL_IP_OR_HOSTNAME"}"#, .unfilledTemplate(path)),
        ]
        for (config, expected) in cases {
            #expect(error(config) == expected, "\(config)")
            #expect(error(config)?.isInFile == true && error(config)?.description.contains("12345678") == false)
        }
        #expect(error(#"{"mgmt_ip":null,"username":"REPLACE_ME","comment":[1]}"#) == nil)
    }

    @Test func onlyAFileWithAPasswordThatOthersMayReadWarns() throws {
        let path = "/home/me/.datera-config"
        for (config, isOpen) in [
            (#"{"password":"x"}"#, true), (#"{"password":"x"}"#, false), (#"{"tenant":"x"}"#, true),
        ] {
            let found = try sources(MemoryFiles([path: config], open: isOpen ? [path] : []))
            let warns = isOpen && config.contains("password")
            #expect(found.warnings == (warns ? [.readableByOthers(path)] : []))
        }
    }
}
