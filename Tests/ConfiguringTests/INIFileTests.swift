import Diagnostics
import Testing

@testable import Configuring

/// The rules of oslo.config; `handover_tour.py` compares them with oslo.config itself.
@Suite struct INIFileTests {
    private func value(_ text: String, _ section: String = "a", _ option: String = "x") throws -> String? {
        try INIFile(text, name: "f")[section, option]?.text
    }

    private func problem(_ text: String) -> String? {
        do throws(INIFile.Problem) {
            _ = try INIFile(text, name: "f")
            return nil
        } catch {
            return "\(error.location): \(error.text)"
        }
    }

    @Test(arguments: [
        ("[a]\nx = 1", "1"), ("[a]\nx: 1", "1"), ("[a]\nx=a:b", "a:b"), ("[a]\nx:a=b", "a=b"), ("[a]\nx =", ""),
        ("[a]\nx=1\nx=2", "2"), ("[a]\nx=1\n[b]\n[a]\ny=2", "1"), ("[A]\nx=1", "1"), ("[a]\r\nx = 1\r\n", "1"),
        ("[a]\nx = \"1 \"", "1 "), ("[a]\nx = '1\"", "'1\""), ("[a]\nx = 1 # no comment", "1 # no comment"),
        ("[a]\nx = a,\n  b", "a,\nb"), ("[a]\nx = a\n\n", "a"), ("[a]\nx = a\n  # b", "a\n# b"),
        ("; c\n[a]\n#d\nx=1", "1"),
    ])
    func aValueIsReadAsOsloReadsIt(text: String, value: String) throws {
        #expect(try self.value(text) == value)
    }

    @Test func sectionsAndOptionsAreLookedUpByName() throws {
        #expect(try value("[a]\nX = 1") == nil)
        #expect(try value("[default]\nx = 1", "DEFAULT") == nil)
        #expect(try INIFile("[b]\n[A]\n[a]\n[DEFAULT]", name: "f").names == ["b", "A", "DEFAULT"])
    }

    @Test(arguments: [
        ("x = 1", "f:1:1: an option needs a [section] before it"), ("[a\nx=1", "f:1:1: a section is written [NAME]"),
        ("[]", "f:1:1: a section is written [NAME]"), ("[a]\nword", "f:2:1: expected `option = value`"),
        ("[a]\n= 1", "f:2:1: expected `option = value`"), ("[a]\n\n  x", "f:3:1: a line that begins with a blank"),
        ("[a]\nx=1\n# c\n  y", "f:4:1: a line that begins with a blank"),
    ])
    func whatOsloRefusesHasAPlace(text: String, said: String) {
        #expect(problem(text)?.hasPrefix(said) == true, "\(problem(text) ?? "")")
    }

    @Test func aValueKnowsWhereItBegins() throws {
        let file = try INIFile("[a]\n\nsan_ip  =   10.0.0.1", name: "f")
        #expect(file["a", "san_ip"]?.location == SourceLocation(file: "f", line: 3, column: 13))
    }

    private static let variables = "[DEFAULT]\nip = 10.0.0.1\nloop = $loop\n[a]\nname = $ip\n[c]\nip = 10.0.0.3\n"

    @Test(arguments: [
        ("plain", "plain"), ("$ip", "10.0.0.1"), ("${ip}:1", "10.0.0.1:1"), ("$c.ip", "10.0.0.3"),
        ("$name", "10.0.0.1"),
        ("pa$$word", "pa$word"), (#"pa\$word"#, "pa$word"), ("5$", "5$"), ("$5", "$5"), ("${ip", "${ip"), ("$", "$"),
        ("$ip$ip", "10.0.0.110.0.0.1"),
    ])
    func variablesArePutIn(text: String, value: String) throws {
        let file = try INIFile(Self.variables, name: "f")
        #expect(try Interpolation(file: file, section: "a").text(of: text) == value)
    }

    @Test(arguments: ["$nothing", "$c.nothing", "$loop"]) func whatIsNotThereIsNotGuessed(text: String) throws {
        let file = try INIFile(Self.variables, name: "f")
        #expect(throws: Interpolation.Unknown.self) { try Interpolation(file: file, section: "a").text(of: text) }
    }
}
