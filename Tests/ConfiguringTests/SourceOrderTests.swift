import Configuring
import StorageModel
import Testing

/// Of every setting: which place wins, and that the value knows where it comes from.
@Suite struct SourceOrderTests {
    private static let config =
        #"{"mgmt_ip":"in-file","username":"in-file","password":"in-file","tenant":"in-file","#
        + #""api_version":"in-file","ldap":"in-file","another_tools":7}"#

    /// A place that says something of every setting.
    enum Place: CaseIterable {
        case option, variable, file

        func origin(of key: SettingKey) -> SettingOrigin {
            switch self {
            case .option: .option(key.option)
            case .variable: .variable(key.variable)
            case .file: .file("/home/me/.datera-config")
            }
        }

        var value: String {
            switch self {
            case .option: "in-option"
            case .variable: "in-variable"
            case .file: "in-file"
            }
        }
    }

    private func sources(_ places: [Place], empty: [Place] = []) throws -> SettingSources {
        func text(_ place: Place) -> String? {
            places.contains(place) ? place.value : empty.contains(place) ? "" : nil
        }
        var options: [SettingKey: String] = [:]
        var environment = ["HOME": "/home/me"]
        for key in SettingKey.allCases {
            options[key] = text(.option)
            environment[key.variable] = text(.variable)
        }
        let config = text(.file).map { Self.config.replacing("in-file", with: $0) }
        let files = MemoryFiles(config.map { ["/home/me/.datera-config": $0] } ?? [:])
        return try SettingSources(options: options, environment: environment, files: files.files)
    }

    @Test(arguments: SettingKey.allCases) func theStrongestPlaceThatSaysSomethingWins(key: SettingKey) throws {
        let orders: [([Place], Place?)] = [
            ([], nil), ([.file], .file), ([.variable], .variable), ([.option], .option),
            ([.variable, .file], .variable), ([.option, .file], .option), ([.option, .variable], .option),
            ([.option, .variable, .file], .option),
        ]
        for (places, winner) in orders {
            let found = try sources(places).setting(key)
            #expect(found == winner.map { Setting($0.value, from: $0.origin(of: key)) }, "\(places)")
        }
    }

    @Test(arguments: SettingKey.allCases) func anEmptyValueIsNone(key: SettingKey) throws {
        #expect(try sources([], empty: Place.allCases).setting(key) == nil)
        #expect(try sources([.file], empty: [.option, .variable]).setting(key)?.value == "in-file")
        #expect(try sources([.variable], empty: [.option, .file]).setting(key)?.value == "in-variable")
    }

    @Test(arguments: ["\r", "\r\n", " ", "\n", "\t \r\n"]) func blanksAroundAVariableAreNoPartOfIt(end: String) throws {
        let files = MemoryFiles().files
        let padded = try SettingSources(environment: ["DAT_USER": " admin" + end], files: files)
        #expect(try padded.setting(.user)?.value == "admin")
        let blank = try SettingSources(environment: ["DAT_USER": end], files: files)
        #expect(try blank.setting(.user) == nil)
    }

    @Test func theTenantOfTheEnvironmentIsADefault() throws {
        let sources = try SettingSources(environment: ["DAT_TENANT": "root/web"], files: MemoryFiles().files)
        #expect(try sources.defaultTenant == Setting(TenantPath("/root/web"), from: .variable("DAT_TENANT")))
    }
}
