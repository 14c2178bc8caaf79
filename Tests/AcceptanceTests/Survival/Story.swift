// Reading and writing manifest files.
import FoundationEssentials
import Simulation
import TestSupport

/// One run that can be repeated as often as needed: an array prepared for it, and the command.
struct Story: Sendable {
    var name: String
    /// What happens before, in order.
    var before: [Scenario.Act] = []
    /// Done by an administrator just before the apply.
    var givens: [Scenario.Given] = []
    var manifest: String
    /// The command, without what all commands have in common.
    var arguments = Scenario.Verb.apply.arguments
    var takesManifest = true
    /// What its volumes are filled with; then the array serves their bytes.
    var image: Image?
    /// Whether they have the image's bytes at the end. A state that is put back has none for what a run has deleted.
    var holdsImage = true

    /// Every manifest under manifests/, every act of every scenario that ends in an array as declared, and every other verb
    /// that changes the array.
    static let all: [Story] = (manifests + scenarios + verbs).filter { Soak.part.map($0.name.hasPrefix) ?? true }

    static let manifests: [Story] = ManifestConvergenceTests.manifests.map { file in
        let bytes = FileManager.default.contents(atPath: PackageRoot.path("manifests/\(file)")) ?? Data()
        return Story(name: file, manifest: String(decoding: bytes, as: UTF8.self))
    }

    static let scenarios: [Story] = Scenario.all.flatMap { scenario in
        scenario.acts.indices.compactMap { index in
            let act = scenario.acts[index]
            guard act.blocked == nil, act.invalid == nil else { return nil }
            // Nothing on the array tells a restore that is done from none, so that a rerun restores again and keeps one
            // more snapshot: `RestoreTests` kills those.
            if case .restore = act.verb { return nil }
            return Story(
                name: "\(scenario.name)#\(index + 1)", before: Array(scenario.acts[..<index]), givens: act.givens,
                manifest: act.manifest, arguments: act.verb.arguments)
        }
    }

    /// Options of a run whose lease ends while a test looks on, and is long enough for a busy machine.
    static let shortLease = ["--lease-ttl", "4", "--lease-renewal", "0.5"]

    /// Runs the body on a fresh array.
    func withArray<Result: Sendable>(
        _ body: @Sendable @escaping (SimulatedDSP) async throws -> Result
    ) async throws -> Result {
        guard image != nil else { return try await SimulatedDSP.with(SimulatorConfiguration(), .http, body) }
        let folder = try TemporaryFolder()
        return try await SimulatedDSP.with(SimulatorConfiguration(dataDirectory: folder.path + "/data"), .http, body)
    }

    /// Brings a fresh array to where the story begins.
    func prepare(_ array: SimulatedDSP) async throws {
        for act in before {
            try await Self.perform(act.givens, on: array)
            if act.blocked == nil, act.invalid == nil {
                let story = Story(name: name, manifest: act.manifest, arguments: act.verb.arguments)
                try await story.withCommand(on: array) { command in
                    let run = try await ToolRun(command.arguments, environment: command.environment)
                    guard run.status == 0 else { throw Unprepared(story: name, output: run.output + run.error) }
                }
            }
        }
        try await Self.perform(givens, on: array)
    }

    /// The command, with its manifest in a file.
    func withCommand<Result>(
        on array: SimulatedDSP, _ more: [String] = [], _ body: (Command) async throws -> Result
    ) async throws -> Result {
        try await withCommand(in: array.environment, more, body)
    }

    /// - Parameter environment: where the array is.
    func withCommand<Result>(
        in environment: [String: String], _ more: [String] = [], _ body: (Command) async throws -> Result
    ) async throws -> Result {
        let path = "/tmp/datera-apply-story-\(UInt64.random(in: 0...UInt64.max)).yaml"
        try Data(manifest.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let arguments = arguments + ["--yes", "--retry-interval", "0.01"] + (takesManifest ? ["-f", path] : [])
        let environment = environment.merging(secrets) { first, _ in first }
        return try await body(Command(arguments: arguments + more, environment: environment))
    }

    struct Command: Sendable {
        var arguments: [String]
        var environment: [String: String]
    }

    struct Unprepared: Error {
        var story: String
        var output: String
    }

    /// A value for every `env:NAME` in the manifest.
    private var secrets: [String: String] {
        var secrets: [String: String] = [:]
        for part in manifest.split(separator: "env:").dropFirst() {
            secrets[String(part.prefix { $0.isLetter || $0.isNumber || $0 == "_" })] = "secret-12345"
        }
        return secrets
    }

    private static func perform(_ givens: [Scenario.Given], on array: SimulatedDSP) async throws {
        for given in givens {
            if given.path.hasPrefix("/_sim") {
                try await array.admin(given.method, given.path, given.body)
            } else {
                try await array.call(given.method, given.path, given.body, tenant: given.tenant)
            }
        }
    }
}
