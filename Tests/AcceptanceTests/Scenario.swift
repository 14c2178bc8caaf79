// Reading the scenario files.
import FoundationEssentials
import TestSupport
import Testing

/// A story of one array, told by successive manifests in one file, separated by `---`.
///
/// Comment lines with a keyword, anywhere in a manifest, say what is to happen:
///
/// ```
/// # given: PUT /_sim/connections {…}        done before, by an administrator (or, without /_sim, through the API)
/// # given @/root/alpha: POST /initiators {…}   the same in a tenant
/// # step: volume/ledger:record              the plan's steps, all of them, in order; leave out to demand nothing
/// # steps: none                           there is nothing to do
/// # risk: disruptive                        safe unless said otherwise
/// # live: ledger storage_instances.0.volumes.0.size = 200      afterwards, in the array's own record
/// # blocked: orphaned                       instead of an apply: the code of the only block
/// # invalid: no template                    instead of an apply: part of the only diagnostic's message
/// # note: not adopted                       part of a note of the plan
/// # adopt: ledger=OS-1                      instead of an apply: `adopt` of this volume
/// # restore: ledger@before                  instead of an apply: `snapshot restore`
/// ## Anything else is for people.
/// ```
///
/// Whatever begins with one `#` and is none of these is refused: a word that is mistyped would demand nothing.
struct Scenario: Sendable, CustomTestStringConvertible {
    struct Act: Sendable {
        var manifest: String
        var givens: [Given] = []
        var steps: [String] = []
        var hasNoSteps = false
        var risk = "safe"
        var live: [Fact] = []
        var blocked: String?
        var invalid: String?
        var note: String?
        var verb = Verb.apply
        /// Lines that begin like a demand and are none.
        var unknown: [String] = []
    }

    /// What is done with the manifest.
    enum Verb: Sendable, Equatable {
        case apply
        case adopt(String)
        case restore(String)
    }

    struct Given: Sendable {
        var tenant: String
        var method: String
        var path: String
        var body: String
    }

    struct Fact: Sendable {
        var app: String
        var path: String
        var value: String
    }

    var name: String
    var acts: [Act]
    var testDescription: String { name }

    static let all: [Scenario] = {
        let folder = PackageRoot.path("Tests/AcceptanceTests/Scenarios")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.sorted().map { file in
            let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") ?? Data()
            return Scenario(name: String(file.dropLast(5)), text: String(decoding: bytes, as: UTF8.self))
        }
    }()

    init(name: String, text: String) {
        self.name = name
        var manifests: [[Substring]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "---" { manifests.append([]) } else { manifests[manifests.count - 1].append(line) }
        }
        acts = manifests.map(Act.init)
    }
}

extension Scenario.Act {
    fileprivate init(_ lines: [Substring]) {
        manifest = lines.joined(separator: "\n") + "\n"
        for line in lines where line.hasPrefix("# ") {
            guard let colon = line.firstIndex(of: ":") else {
                unknown.append(String(line))
                continue
            }
            let keyword = line[..<colon].dropFirst(2)
            let rest = String(line[line.index(after: colon)...].drop { $0 == " " })
            switch keyword {
            case "given",
                _ where keyword.hasPrefix("given @"):
                givens.append(Self.given(keyword, rest))
            case "step": steps.append(rest)
            case "steps" where rest == "none": hasNoSteps = true
            case "risk": risk = rest
            case "blocked": blocked = rest
            case "invalid": invalid = rest
            case "note": note = rest
            case "adopt": verb = .adopt(rest)
            case "restore": verb = .restore(rest)
            case "live":
                let parts = rest.split(separator: " = ", maxSplits: 1).map(String.init)
                let names = parts[0].split(separator: " ", maxSplits: 1).map(String.init)
                live.append(Scenario.Fact(app: names[0], path: names[1], value: parts[1]))
            default: unknown.append(String(line))
            }
        }
    }

    private static func given(_ keyword: Substring, _ rest: String) -> Scenario.Given {
        let parts = rest.split(separator: " ", maxSplits: 2).map(String.init)
        let tenant = keyword.split(separator: "@").dropFirst().first.map(String.init) ?? "/root"
        return Scenario.Given(tenant: tenant, method: parts[0], path: parts[1], body: parts.count > 2 ? parts[2] : "")
    }
}
