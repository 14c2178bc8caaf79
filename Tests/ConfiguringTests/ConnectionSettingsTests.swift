import Configuring
import DSPClient
import StorageModel
import Testing

/// Login, version and trust, and what is said when one is missing or makes no sense.
@Suite struct ConnectionSettingsTests {
    private static let all = ["DAT_MGMT": "array", "DAT_USER": "admin", "DAT_PASS": "password"]

    private func without(_ variable: String) -> [String: String] { Self.all.filter { $0.key != variable } }

    private func withPassword(_ text: String, open: Bool = false) -> Result<ConnectionSettings, SettingError> {
        connection(
            ConnectionOptions([:], passwordFile: "/secret"), Self.all,
            MemoryFiles(["/secret": text], open: open ? ["/secret"] : []))
    }

    @Test(arguments: [
        (
            "DAT_MGMT", "Which array? Give --mgmt ADDRESS, set DAT_MGMT, or write mgmt_ip into ~/.datera-config."
        ),
        ("DAT_USER", "Which user? Give --user NAME, set DAT_USER, or write username into ~/.datera-config."),
        (
            "DAT_PASS",
            "Which password? Give --password-file PATH, set DAT_PASS, or write password into ~/.datera-config."
        ),
    ])
    func whatIsMissingIsAskedForWithEveryWayToGiveIt(variable: String, text: String) {
        let error = connection(ConnectionOptions(), without(variable)).error
        #expect(error?.description == text && error?.isInFile == false)
    }

    @Test func everyValueKnowsWhereItComesFrom() throws {
        let environment = Self.all.merging(["DAT_LDAP": "ldap-1", "DAT_API": "v2.2"]) { $1 }
        let settings = try connection(ConnectionOptions([.user: "root"]), environment).get()
        #expect(settings.user == Setting("root", from: .option("--user")))
        #expect(settings.password == Setting(Secret("password"), from: .variable("DAT_PASS")))
        #expect(settings.remoteServer == Setting("ldap-1", from: .variable("DAT_LDAP")))
        #expect(settings.apiVersion == Setting(.v22, from: .variable("DAT_API")))
        let client = settings.clientConfiguration
        #expect(client.username == "root" && client.remoteServer == "ldap-1" && client.apiVersion == .v22)
    }

    @Test(arguments: [("2.1", APIVersion.v21), ("v2.3", .v23), ("2.2", .v22)])
    func aVersionMayHaveAV(text: String, version: APIVersion) throws {
        #expect(try connection(ConnectionOptions([.apiVersion: text]), Self.all).get().apiVersion?.value == version)
    }

    @Test(arguments: ["2", "3.0", "V2.3", "v"]) func aVersionThatIsNotSpokenIsNamed(text: String) {
        let error = connection(ConnectionOptions([.apiVersion: text]), Self.all).error
        #expect(error?.description == "API version `\(text)` is not known; this tool speaks 2.1, 2.2, 2.3.")
    }

    @Test(arguments: ["hunter22", "hunter22\n", "hunter22\r\n", " hunter 22 \n\n"])
    func thePasswordIsTheFileWithoutItsLineEnd(text: String) throws {
        let password = try withPassword(text).get().password
        #expect(password.value.content == String(text.prefix { !$0.isNewline }))
        #expect(password.origin == .option("--password-file"))
    }

    @Test(arguments: [
        ("", SettingError.emptyPasswordFile("/secret")), ("\r\n", .emptyPasswordFile("/secret")),
        ("hunter22\nmore", .passwordFileHoldsMore("/secret")), ("\u{FEFF}hunter22", .passwordFileHoldsMore("/secret")),
    ])
    func whatIsNoPasswordIsRefused(text: String, expected: SettingError) {
        #expect(withPassword(text).error == expected && !expected.description.contains("hunter22"))
    }

    @Test func aPasswordFileIsStrongerThanEveryOtherPlaceAndWarnsWhenItIsOpen() throws {
        #expect(try withPassword("hunter22", open: true).get().warnings == [.readableByOthers("/secret")])
        #expect(try withPassword("hunter22").get().warnings.isEmpty)
        let missing = connection(ConnectionOptions([:], passwordFile: "/none"), Self.all).error
        #expect(missing?.description == "--password-file: /none cannot be read: no such file.")
    }

    @Test func aDashIsStandardInput() throws {
        let files = MemoryFiles(["/dev/stdin": "hunter22\n"])
        let settings = try connection(ConnectionOptions([:], passwordFile: "-"), Self.all, files).get()
        #expect(settings.password.value.content == "hunter22")
    }

    @Test(arguments: ["--ca-file", "--client-cert", "--client-key"])
    func aFileOfTrustThatCannotBeReadIsNamed(option: String) {
        var options = ConnectionOptions()
        for name in ["--ca-file", "--client-cert", "--client-key"] {
            let path = name == option ? "/none" : "/there"
            switch name {
            case "--ca-file": options.authorityFile = path
            case "--client-cert": options.clientCertificateFile = path
            default: options.clientKeyFile = path
            }
        }
        let error = connection(options, Self.all, MemoryFiles(["/there": ""])).error
        #expect(error == .unreadable(option: option, path: "/none", reason: "no such file"))
    }

    @Test func whoTrustsEverybodyIsWarned() throws {
        var options = ConnectionOptions()
        options.verifiesServer = false
        let settings = try connection(options, Self.all).get()
        #expect(settings.warnings == [.notVerified] && !settings.tls.verifiesServer)
    }
}
