import Configuring
import DSPClient
import StorageModel
import Testing

/// A backend section of a cinder.conf as a source of settings.
@Suite struct CinderConfTests {
    private static let driver = "volume_driver = cinder.volume.drivers.datera.datera_iscsi.DateraDriver\n"
    private static let base =
        "[DEFAULT]\nhost = ctl\n[dat]\n\(driver)san_ip = 10.0.0.1\nsan_login = me\nsan_password = pw\n"

    private func read(
        _ text: String, backend: String? = "dat", isOpen: Bool = false
    ) -> Result<CinderConf, SettingError> {
        let files = MemoryFiles(["c": text], open: isOpen ? ["c"] : [])
        do throws(SettingError) {
            return .success(try CinderConf(CinderPlace(path: "c", backend: backend), in: files.files))
        } catch {
            return .failure(error)
        }
    }

    private func settings(
        _ lines: String, _ options: ConnectionOptions = ConnectionOptions(), _ environment: [String: String] = [:]
    ) throws -> ConnectionSettings {
        let cinder = try read(Self.base + lines).get()
        let files = MemoryFiles(["/cert": "", "/key": ""])
        return try ConnectionSettings(options, environment: environment, files: files.files, cinder: cinder)
    }

    @Test func itIsTheLastSourceAndKnowsTheLine() throws {
        let settings = try settings("datera_ldap_server = ldap1\ndatera_api_version = 2.2\n")
        #expect(settings.endpoint.origin == .line("c", 5) && settings.endpoint.value.host == "10.0.0.1")
        #expect(settings.user == Setting("me", from: .line("c", 6)))
        #expect(settings.password == Setting(Secret("pw"), from: .line("c", 7)))
        #expect(settings.remoteServer?.value == "ldap1" && settings.apiVersion?.value == .v22)
        let stronger = try self.settings("", ConnectionOptions([.user: "flag"]), ["DAT_PASS": "variable"])
        #expect(stronger.user.value == "flag" && stronger.password.value == Secret("variable"))
    }

    @Test(arguments: [
        ("7717", "http://10.0.0.1:7717"), ("7718", "https://10.0.0.1:7718"), ("9999", "https://10.0.0.1:9999"),
    ])
    func thePortGoesWithTheAddress(port: String, address: String) throws {
        let settings = try settings("datera_api_port = \(port)\n")
        #expect("\(settings.endpoint.value)" == address)
        #expect(settings.warnings.contains { "\($0)".contains("datera_api_port is deprecated") })
    }

    @Test func certificatesAreOfOnePlace() throws {
        let lines = "driver_client_cert = /cert\ndriver_client_cert_key = /key\n"
        let settings = try settings(lines)
        #expect(settings.tls.clientCertificateFile == "/cert" && settings.tls.clientKeyFile == "/key")
        var options = ConnectionOptions()
        options.clientCertificateFile = "/key"
        #expect(try self.settings(lines, options).tls.clientKeyFile == nil)
        #expect(throws: SettingError.unreadable(option: "c:8", path: "/no", reason: "no such file")) {
            try self.settings("driver_client_cert = /no\n")
        }
    }

    @Test func patienceComesFromTheFileUnlessAFlagSaysOtherwise() throws {
        let lines = "datera_503_interval = 2\ndatera_503_timeout = 9\ndatera_debug = On\ndatera_disable_profiler = 0\n"
        let settings = try settings(lines)
        #expect(settings.clientConfiguration.retryInterval == .seconds(2))
        #expect(settings.clientConfiguration.retryBudget == .seconds(9))
        #expect(settings.patience.isDebugging?.value == true && settings.patience.showsStatistics?.value == true)
        var options = ConnectionOptions()
        options.patience.retryInterval = Setting(7, from: .option("--retry-interval"))
        #expect(try self.settings(lines, options).clientConfiguration.retryInterval == .seconds(7))
        #expect(try self.settings("").clientConfiguration.retryBudget == .seconds(120))
    }

    @Test(arguments: [
        ("datera_api_port = x", "c:8:19: datera_api_port takes a whole number from 1 to 65535."),
        ("datera_debug = maybe", "c:8:16: datera_debug takes true or false."),
        ("datera_503_timeout = -1", "c:8:22: datera_503_timeout takes a whole number"),
        ("datera_api_version = 2", "c:8:22: datera_api_version takes 2.1, 2.2, 2.3;"),
        ("datera_volume_type_defaults = a", "c:8:31: datera_volume_type_defaults takes NAME:VALUE pairs"),
        ("datera_volume_type_defaults = a:1,a:2", "c:8:31: datera_volume_type_defaults names an option twice."),
        ("use_chap_auth = true\nchap_username = u", "c:8:17: use_chap_auth needs chap_username and chap_password."),
        ("datera_tenant_id = $gone", "c:8:20: datera_tenant_id refers with $ to `gone`"),
        ("nonsense", "c:8:1: expected `option = value`"),
    ])
    func aValueThatTheDriverWouldNotTakeHasAPlace(line: String, said: String) {
        let error = read(Self.base + line + "\n").error
        #expect(error?.description.hasPrefix(said) == true && error?.isInFile == true, "\(error?.description ?? "")")
    }

    /// A part of a password may look like a variable.
    @Test func aPasswordIsInNoMessage() {
        let error = read("[dat]\nsan_password = hunter$two\n").error
        #expect(
            error?.description
                == "c:2:16: san_password refers with $ to a name that this file does not set; write $$ for a dollar sign."
        )
    }

    @Test func theBackendIsFoundOrAskedFor() throws {
        #expect(try read(Self.base, backend: nil).get().backend == "dat")
        #expect(
            read(Self.base + "[two]\n\(Self.driver)", backend: nil).error
                == .whichBackend("c", backends: ["dat", "two"]))
        #expect(read("[a]\n", backend: nil).error == .whichBackend("c", backends: []))
        #expect(read(Self.base, backend: "dta").error == .noBackend("dta", "c", backends: ["dat"]))
        #expect(
            read("[lvm]\nvolume_driver = lvm.Driver\n", backend: "lvm").error?.description.contains("not Datera's")
                == true)
        let shared = try read(Self.base + "[backend_defaults]\nsan_login = other\ndatera_tenant_id = acme\n").get()
        #expect(shared.setting(.user)?.value == "me" && shared.text(.tenant)?.value == "acme")
        #expect(shared.host == "ctl@dat#Datera")
    }

    @Test func onlyAPasswordThatEveryUserMayReadWarns() throws {
        #expect(try read(Self.base, isOpen: true).get().warnings == [.readableByEveryone("c")])
        #expect(try read(Self.base).get().warnings.isEmpty)
        #expect(try read("[dat]\nsan_ip = h\n", isOpen: true).get().warnings.isEmpty)
    }

    @Test func whatConcernsManifestsIsHandedOnWithItsPlace() throws {
        let lines = """
            datera_disable_template_override = false
            datera_debug_replica_count_override = true
            datera_volume_type_defaults = replica_count:2, ip_pool : fast
            chap_username = u
            chap_password = secret-12345
            """
        let off = try read(Self.base + lines).get()
        #expect(
            off.driverOptions.map(\.name) == [.debugReplicaCountOverride, .typeDefaults] && off.chapPassword == nil)
        #expect(off.driverOptions.map(\.line) == [9, 10])
        #expect(off.typeDefaults == ["replica_count": "2", "ip_pool": "fast"])
        let on = try read(Self.base + lines + "\nuse_chap_auth = true\n").get()
        #expect(
            on.driverOptions.contains { $0.name == .chapUser && $0.value == "u" } && on.chapPassword == "secret-12345")
    }

    @Test func everySettingIsShownWithItsOriginAndNoPassword() throws {
        let cinder = try read(Self.base + "chap_password = secret-12345\nuse_chap_auth = 1\nchap_username = u\n").get()
        let shown = try EffectiveSettings(
            ConnectionOptions([.user: "flag"]), tenant: nil, logLevel: nil,
            environment: ["DAT_TENANT": "acme", "DAT_LDAP": "ldap://u:secret@dir:389/x"],
            files: MemoryFiles().files, cinder: cinder)
        func row(_ name: String) -> EffectiveSettings.Row? { shown.rows.first { $0.name == name } }
        #expect(row("mgmt")?.value == "https://10.0.0.1:7718" && row("mgmt")?.origin == .line("c", 5))
        #expect(row("user")?.value == "flag" && row("user")?.origin == .option("--user"))
        #expect(row("tenant")?.origin == .variable("DAT_TENANT") && row("ca_file")?.value == nil)
        #expect(row("retry_interval")?.value == "5.0" && row("retry_interval")?.origin == nil)
        #expect(row("remote_server")?.value == "ldap://***@dir:389/x")
        #expect(row("password")?.value == "***" && row("chap_password")?.value == "***")
        #expect(!shown.rows.contains { $0.value?.contains("pw") == true || $0.value?.contains("secret") == true })
    }
}
