import Configuring
import DSPClient
import Testing

/// What is taken for the address of an array, and that a message names only where it comes from.
@Suite struct AddressTests {
    private static let login: [String: String] = ["DAT_USER": "admin", "DAT_PASS": "password"]

    private func endpoint(_ address: String) throws -> Setting<Endpoint> {
        try connection(ConnectionOptions([.address: address]), Self.login).get().endpoint
    }

    @Test(arguments: [
        ("array", "https://array:7718"), ("array:7717", "http://array:7717"), ("array:7718", "https://array:7718"),
        ("array:443", "https://array:443"), ("http://array", "http://array:7717"),
        ("HTTPS://array/", "https://array:7718"),
        ("http://array:80//", "http://array:80"), ("10.0.0.1", "https://10.0.0.1:7718"), ("::1", "https://[::1]:7718"),
        ("[fe80::1%eth0]:7717", "http://[fe80::1%eth0]:7717"), ("[::1]", "https://[::1]:7718"),
    ])
    func anAddressIsAHostAPortOrAURL(address: String, shown: String) throws {
        let endpoint = try endpoint(address)
        #expect("\(endpoint.value)" == shown && endpoint.origin == .option("--mgmt"))
    }

    @Test(arguments: [
        "https://user:hunter2@host", "user:hunter2@host:7718", "hunter2@", "https://host/?key=hunter2", "ftp://hunter2",
        "host:hunter2", "host:0", "host:65536", "http://", "hunter2\u{1B}[2J", "REPLACE_ME_hunter2",
    ])
    func whatIsNoneIsNotRepeated(address: String) {
        let places: [(ConnectionOptions, [String: String], MemoryFiles, SettingOrigin)] = [
            (ConnectionOptions([.address: address]), Self.login, MemoryFiles(), .option("--mgmt")),
            (
                ConnectionOptions(), Self.login.merging(["DAT_MGMT": address]) { $1 }, MemoryFiles(),
                .variable("DAT_MGMT")
            ),
        ]
        for (options, environment, files, origin) in places {
            let error = connection(options, environment, files).error
            let expected: SettingError =
                address.contains("@")
                ? .addressHoldsLogin(origin)
                : address.contains("REPLACE_ME") ? .addressOfTemplate(origin) : .notAnAddress(origin)
            #expect(error == expected && error?.isInFile == false)
            #expect(error?.description.contains("hunter2") == false && error?.description.contains("\(origin)") == true)
        }
    }

    @Test(arguments: [
        ("http://array", [SettingWarning.notEncrypted("http://array:7717")]), ("http://localhost", []),
        ("http://127.0.0.1", []), ("http://[::1]", []), ("array", []),
    ])
    func aPasswordThatCanBeReadOnTheWayWarns(address: String, warnings: [SettingWarning]) throws {
        #expect(try connection(ConnectionOptions([.address: address]), Self.login).get().warnings == warnings)
    }
}
