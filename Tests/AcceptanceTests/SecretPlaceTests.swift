import TestSupport
import Testing

/// A relative `file:` begins in the folder of the manifest that names it, from wherever the program is called: what one
/// person has approved sends the same secret from another folder.
@Suite struct SecretPlaceTests {
    private static let stack = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: owner
        volumes: {ledger: {size: 1GiB}}
        initiators: {host: "\(Console.host1)"}
        attachments: {ledger: {initiators: [host], chap: {user: ledger, password: "file:chap"}}}

        """

    /// The password that the array has got.
    private func run(
        _ console: Console, in folder: String, _ script: String
    ) async throws -> (run: ToolRun, password: String?) {
        let run = try await ToolRun(
            ["-c", "cd \(folder) && \(ToolRun.buildFolder)/datera-apply \(script)"], program: "/bin/bash",
            environment: console.array.environment, input: Self.stack)
        let app = try await console.array.record(of: "ledger")
        return (run, app?[path: "storage_instances.0.auth.target_pswd"]?.text)
    }

    private func folders() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, secret) in [("mine", "secret-of-mine"), ("other", "secret-of-othr")] {
            try folder.makeFolder(name)
            try folder.write(secret, to: "\(name)/chap")
        }
        try folder.write(Self.stack, to: "mine/m.yaml")
        return folder
    }

    @Test(arguments: [
        ("mine", "apply --yes -f m.yaml"), ("other", "apply --yes -f ../mine/m.yaml"),
        ("other", "apply --yes -f $PWD/../mine"), ("", "apply --yes -f mine/m.yaml"),
        ("mine", "apply --yes -f -"), ("mine", "apply --yes -f <(cat ../mine/m.yaml)"),
    ])
    func itIsReadBesideTheManifest(from: String, script: String) async throws {
        let folder = try folders()
        try await Console.with { console in
            let (run, password) = try await self.run(console, in: "\(folder.path)/\(from)", script)
            #expect(run.status == 0 && password == "secret-of-mine", "\(run.output)\(run.error)")
        }
    }

    @Test func aSavedPlanAndAnApprovalSendTheSameFromElsewhere() async throws {
        let folder = try folders()
        try await Console.with { console in
            let saved = try await self.run(console, in: "\(folder.path)/mine", "plan -f m.yaml -o ../p.json")
            #expect(saved.run.status == 0, "\(saved.run.error)")
            let shown = try await self.run(console, in: "\(folder.path)/other", "plan -f ../mine/m.yaml")
            let digest = saved.run.output.split(separator: "\n").last.map(String.init) ?? ""
            #expect(digest.hasPrefix("Digest:") && shown.run.output.hasSuffix(digest + "\n"), "\(shown.run.output)")
            let (run, password) = try await self.run(console, in: "\(folder.path)/other", "apply --yes ../p.json")
            #expect(run.status == 0 && password == "secret-of-mine", "\(run.output)\(run.error)")
        }
    }

    @Test func oneThatIsNotThereIsNamedInFull() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.stack, to: "m.yaml")
        try await Console.with { console in
            let (run, _) = try await self.run(console, in: "/", "apply --yes -f \(folder.path)/m.yaml")
            #expect(
                run.status == 65 && run.error.contains("file:chap cannot be read (\(folder.path)/chap)"), "\(run.error)"
            )
        }
    }
}
