import Testing

@testable import Simulation

@Suite struct RemoteProviderTests {
    private static let bucket: JSONValue = [
        "remote_type": "S3 Object Store", "host": "s3.example.org", "port": 443, "access_key": "AKIA1",
        "secret_key": "verysecret", "label": "Off-site",
    ]

    /// A provider, and an app instance with a snapshot of which it keeps a copy; `kind` is the snapshot's type.
    private func copied(_ client: ArrayClient, _ kind: String) async throws -> (provider: String, snapshot: JSONValue) {
        let provider = try #require(try await client.post("/remote_providers", Self.bucket).data["uuid"]?.string)
        _ = try await client.makeVolume("db-1")
        let body: JSONValue = ["type": .string(kind), "remote_provider_uuid": .string(provider)]
        return (provider, try await client.post("/app_instances/db-1/snapshots", body).data)
    }

    @Test func aProviderIsAddedSeenEditedAndRemoved() async throws {
        let client = try await ArrayClient { $0.transitionDelay = .seconds(5) }
        let made = try await client.post("/remote_providers", Self.bucket).data
        #expect(made["status"] == "pending" && made["label"] == "Off-site" && made["port"] == 443)
        client.clock.advance(by: .seconds(5))
        let path = try #require(made["path"]?.string)
        let seen = try await client.get(path)
        #expect(seen.data["status"] == "available")
        #expect(try await client.get("/remote_providers").data == [seen.data])
        let text = String(decoding: JSONWriter.encoded(seen.json), as: UTF8.self)
        #expect(!text.contains("secret") && !text.contains("AKIA1"))
        #expect(try await client.put(path, ["label": "Elsewhere"]).data["label"] == "Elsewhere")
        #expect(try await client.delete(path).status == 200)
        #expect(try await client.get(path).status == 404)
    }

    @Test(arguments: [
        ("3.1.0.0", "v2.2", 404), ("3.2.5.0", "v2.1", 404), ("3.2.5.0", "v2.2", 200), ("3.3.3.0", "v2.3", 200),
    ])
    func providersCameWithAPI22AndProduct32(_ product: String, _ version: String, _ status: Int) async throws {
        let client = try await ArrayClient({ $0.productVersion = product }, version: version)
        #expect(try await client.get("/remote_providers").status == status)
    }

    @Test func aRefreshIsAnOperationThatCanBeAbortedOnceAndThenCleared() async throws {
        let client = try await ArrayClient { $0.transitionDelay = .seconds(5) }
        let path = try #require(try await client.post("/remote_providers", Self.bucket).data["path"]?.string)
        let uuid = try #require(try await client.put(path + "/refresh", [:]).data["uuid"]?.string)
        let operation = "\(path)/operations/\(uuid)"
        #expect(try await client.get(operation).data["op_state"] == "running")
        #expect(try await client.put(operation, ["action": "clear"]).status == 400)
        #expect(try await client.put(operation, ["action": "abort"]).data["op_state"] == "aborted")
        #expect(try await client.put(operation, ["action": "abort"]).status == 400)
        #expect(try await client.get(path + "/operations").data.array?.count == 1)
        #expect(try await client.put(operation, ["action": "clear"]).status == 200)
        #expect(try await client.get(operation).status == 404)
        #expect(try await client.put(operation, ["action": "dance"]).status == 422)
    }

    @Test(arguments: [("remote", false), ("local_and_remote", true)])
    func snapshotsAreCopied(_ kind: String, _ isLocal: Bool) async throws {
        let client = try await ArrayClient()
        let (provider, snapshot) = try await copied(client, kind)
        #expect(snapshot["local"] == .bool(isLocal))
        #expect(snapshot["remote_providers"]?.array?.first?["uuid"] == .string(provider))
        #expect(try await client.get("/remote_providers/\(provider)/snapshots").data == [snapshot])
        let uploads = try await client.get("/remote_providers/\(provider)/operations").data
        #expect(uploads.array?.first?["op_type"] == "upload" && uploads.array?.first?["percent_done"] == 100)
    }

    @Test(
        arguments: [
            ["type": "remote"], ["remote_provider_uuid": "00000000-0000-4000-8000-000000000000"],
        ] as [JSONValue])
    func copiesNeedAProviderThatIsThere(_ body: JSONValue) async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        #expect(try await client.post(Paths.volume("db-1") + "/snapshots", body).status == 422)
        #expect(try await client.get(Paths.volume("db-1") + "/snapshots").data == [])
    }

    @Test func aSnapshotWithoutAnyCopyLeftIsGone() async throws {
        let client = try await ArrayClient()
        for (kind, left) in [("remote", 0), ("local_and_remote", 1)] {
            let (provider, snapshot) = try await copied(client, kind)
            let path = try #require(snapshot["path"]?.string)
            #expect(try await client.delete(path + "?remote_provider_uuid=\(provider)&force=false").status == 200)
            #expect(try await client.get("/app_instances/db-1/snapshots").data.array?.count == left)
            #expect(try await client.delete(path, ["remote_provider_uuid": .string(provider)]).status == 404)
        }
    }

    @Test func aProviderWithCopiesIsRemovedByForceAlone() async throws {
        let client = try await ArrayClient()
        let (provider, _) = try await copied(client, "remote")
        let refused = try await client.delete("/remote_providers/\(provider)")
        #expect(refused.status == 400 && refused.message.contains("override this warning"))
        #expect(try await client.delete("/remote_providers/\(provider)?force=true").status == 200)
        #expect(try await client.get("/app_instances/db-1/snapshots").data == [])
    }

    @Test func anAbortedUploadLeavesNoCopy() async throws {
        let client = try await ArrayClient { $0.transitionDelay = .seconds(5) }
        let (provider, _) = try await copied(client, "local_and_remote")
        let operations = "/remote_providers/\(provider)/operations"
        let upload = try #require(try await client.get(operations).data.array?.first?["path"]?.string)
        _ = try await client.put(upload, ["action": "abort"])
        #expect(try await client.get("/app_instances/db-1/snapshots").data.array?.first?["remote_providers"] == [])
    }

    @Test func anAppInstanceIsRestoredFromACopy() async throws {
        let client = try await ArrayClient()
        let (provider, snapshot) = try await copied(client, "remote")
        _ = try await client.put(Paths.volume("db-1"), ["size": 20])
        let point = snapshot["utc_ts"] ?? .null
        let remote = JSONValue.reference("/remote_providers/\(provider)")
        let body: JSONValue = ["remote_provider": remote, "remote_restore_point": point]
        #expect(try await client.put("/app_instances/db-1", body).status == 400, "online")
        _ = try await client.goOffline("db-1")
        #expect(try await client.put("/app_instances/db-1", ["remote_provider": remote]).status == 422)
        #expect(try await client.put("/app_instances/db-1", ["remote_restore_point": point]).status == 422)
        #expect(try await client.put("/app_instances/db-1", ["restore_point": point]).status == 404, "not local")
        #expect(try await client.put("/app_instances/db-1", body).status == 200)
        #expect(try await client.get(Paths.volume("db-1")).data["size"] == 10)
    }
}
