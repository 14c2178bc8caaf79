import Testing

@testable import Simulation

@Suite struct UserTests {
    private static let operatorUser: JSONValue = [
        "user_id": "operator1", "full_name": "Operator one", "password": "secret_1",
        "roles": [["path": "/roles/viewer"]], "tenants": [["path": "/tenants/root"]],
    ]

    @Test func usersComeLogInAndGo() async throws {
        let client = try await ArrayClient()
        let made = try await client.post("/users", Self.operatorUser)
        #expect(made.data["tenants"] == [["path": "/tenants/root"]] && made.data["password"] == nil)
        #expect(try await client.post("/users", Self.operatorUser).status == 409)
        let login: JSONValue = ["name": "operator1", "password": "secret_1"]
        #expect(try await client.put("/login", login).status == 200)
        #expect(try await client.put("/users/operator1", ["enabled": false]).data["enabled"] == false)
        #expect(try await client.put("/login", login).status == 401)
        #expect(try await client.delete("/users/operator1").status == 200)
        #expect(try await client.get("/users/operator1").status == 404)
        #expect(try await client.delete("/users/admin").status == 400, "logged in")
    }

    @Test func rolesAreGivenAndTakenAway() async throws {
        let client = try await ArrayClient()
        _ = try await client.post("/users", Self.operatorUser)
        let path = "/users/operator1/roles"
        let added = try await client.put(path, ["op": "add", "path": "/roles/admin"])
        #expect(added.data["role_id"] == "admin", "the entry, not the list")
        #expect(try await client.get(path).data.array?.count == 2)
        #expect(try await client.put(path, ["op": "add", "path": "/roles/admin"]).status == 409)
        #expect(try await client.put(path, ["op": "add", "path": "/roles/king"]).status == 422)
        #expect(try await client.put(path, ["op": "remove", "path": "/roles/viewer"]).status == 200)
        #expect(try await client.get(path).data == [["path": "/roles/admin"]])
        #expect(try await client.get("/roles/viewer").data["role_id"] == "viewer")
    }
}
