import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Images from web servers and from standard input, by the programs.
@Suite struct ImageDownloadTests {
    private static let secret = "hunter2secret"

    /// Over a connection that breaks off: nothing is downloaded by a plan, all of it arrives, and no signature is shown.
    @Test func aVolumeIsFilledFromAnAddress() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 21)
            try await trial.convert("disk.raw", to: "boot.qcow2", "qcow2")
            let image = try TemporaryFile.bytes(at: trial.path("boot.qcow2"))
            let server = try FileServer { number, request in
                FileServer.answer(image, to: request, sends: number == 0 ? image.count / 2 : nil)
            }
            try trial.manifest("image: {url: \"\(server.url("boot.qcow2"))?sig=\(Self.secret)\"}")
            let plan = try await trial.run("plan")
            #expect(plan.output.contains("/boot.qcow2?…, no checksum, not encrypted"), "\(plan.output)\(plan.error)")
            let downloads = ["--image-dir", trial.path("downloads")]
            let refused = try await ToolRun(
                ["apply", "--yes", "-f", trial.path("stack.yaml")] + downloads, environment: await trial.environment())
            #expect(refused.status == 65 && refused.error.contains("[image_insecure_url]"), "\(refused.error)")
            #expect(server.requests.isEmpty)
            #expect(try await trial.access() == nil)
            let run = try await ToolRun(
                ["apply", "--yes", "--json", "--insecure-http", "--journal", trial.path("journal")] + downloads
                    + ["-f", trial.path("stack.yaml")], environment: await trial.environment())
            try #require(run.status == 0, "\(run.output)\(run.error)")
            #expect(server.requests.map(\.rangeStart) == [nil, image.count / 2])
            #expect(try await trial.volumeHolds("disk.raw"))
            let events = try run.output.split(separator: "\n").map { try JSONTree(parsing: Array($0.utf8)) }
                .filter { $0["type"]?.text == "image_progress" }
            #expect(Set(events.compactMap { $0["phase"]?.text }) == ["download", "copy", "compare"])
            for text in [plan.output, refused.error, run.output, run.error, trial.text("journal")] {
                #expect(!text.contains(Self.secret))
            }
            // Neither is it on the array.
            let again = try await trial.run("plan", "--format", "json")
            #expect(again.status == 0 && !again.output.contains(Self.secret), "\(again.output)\(again.error)")
            #expect(server.requests.count == 2)
        }
    }

    /// The whole chain over TLS with an authority of its own; and a server that is away is no mistake of the manifest.
    @Test func anAuthorityIsTrustedByTheVariablesOfCurl() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 22)
            try await trial.tool(
                "/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", trial.path("key.pem"), "-out",
                trial.path("cert.pem"))
            let server = try ToolProcess(
                [
                    "-c",
                    "cd \(trial.folder.path) && exec openssl s_server -WWW -accept 127.0.0.1:0 -cert cert.pem -key key.pem",
                ], program: "/bin/sh")
            defer { server.send(SIGKILL) }
            while !server.output.contains("ACCEPT") { try await Task.sleep(for: .milliseconds(5)) }
            let line = server.output.split(separator: "\n").first { $0.hasPrefix("ACCEPT") } ?? ""
            let port = line.split(separator: ":").last ?? ""
            let digest = try await trial.tool("/usr/bin/sha256sum", trial.path("disk.raw")).prefix(64)
            try trial.manifest(
                "image: {url: \"https://127.0.0.1:\(port)/disk.raw\", format: raw, checksum: \"sha256:\(digest)\"}")
            let arguments = ["apply", "--yes", "-f", trial.path("stack.yaml"), "--image-dir", trial.path("downloads")]
            var environment = await trial.environment()
            let unknown = try await ToolRun(arguments, environment: environment)
            #expect(unknown.status == 1 && unknown.error.contains("certificate"), "\(unknown.status) \(unknown.error)")
            environment["CURL_CA_BUNDLE"] = trial.path("cert.pem")
            let run = try await ToolRun(arguments, environment: environment)
            #expect(run.status == 0, "\(run.output)\(run.error)")
            #expect(try await trial.volumeHolds("disk.raw"))
        }
    }

    @Test func aRawImageComesThroughAPipeOrAProxy() async throws {
        try await ImageTrial.with { trial in
            try trial.makeDisk("disk.raw", seed: 23)
            try trial.makeDisk("other.raw", seed: 24)
            try trial.manifest()
            try await trial.succeed("apply", "--yes")
            let command = "datera-apply image import - boot --overwrite --yes -f \(trial.path("stack.yaml"))"
            let environment = await trial.environment()
            let plain = try await ToolRun(
                ["-c", "\(command) <\(trial.path("disk.raw"))"], program: "/bin/sh", environment: environment)
            #expect(plain.status == 64 && plain.error.contains("--format raw"), "\(plain.error)")
            let piped = try await ToolRun(
                ["-c", "cat \(trial.path("disk.raw")) | \(command) --format raw"], program: "/bin/sh",
                environment: environment)
            #expect(piped.status == 0, "\(piped.output)\(piped.error)")
            #expect(try await trial.volumeHolds("disk.raw"))

            let other = try TemporaryFile.bytes(at: trial.path("other.raw"))
            let proxy = try FileServer { _, request in FileServer.answer(other, to: request) }
            let proxied = try await ToolRun(
                [
                    "image", "import", "http://images.invalid/other.raw", "boot", "--overwrite", "--yes",
                    "--insecure-http", "--image-dir", trial.path("downloads"), "-f", trial.path("stack.yaml"),
                ], environment: environment.merging(["http_proxy": "http://127.0.0.1:\(proxy.port)"]) { $1 })
            #expect(proxied.status == 0, "\(proxied.output)\(proxied.error)")
            #expect(proxy.requests.map(\.path) == ["http://images.invalid/other.raw"])
            #expect(try await trial.volumeHolds("other.raw"))
        }
    }
}
