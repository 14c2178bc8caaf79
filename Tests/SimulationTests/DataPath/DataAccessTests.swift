import TestSupport
import Testing

@testable import Simulation

@Suite struct DataAccessTests {
    private static let chap: JSONObject = [
        "auth": ["type": "chap", "target_user_name": "dbuser", "target_pswd": "secretsecret1"]
    ]

    @Test func loginNeedsTheSecret() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1", storage: Self.chap)
            var host = HostTools(target: target)
            let none = try await host.capacity()
            #expect(none.status != 0, "\(none.text)")
            for (user, password, isRight) in [
                ("dbuser", "secretsecret2", false), ("other", "secretsecret1", false),
                ("login-x", "secretsecret1", false), ("dbuser", "secretsecret1", true),
            ] {
                host.login = (user, password)
                let run = try await host.capacity()
                #expect((run.status == 0) == isRight, "\(user): \(run.text)")
                // 0x0201 in decimal.
                #expect(run.error.contains("513") == !isRight, "\(user): \(run.text)")
            }
        }
    }

    @Test func mutualCHAPProvesTheTarget() async throws {
        try await DataArray.with { array in
            let auth: JSONValue = [
                "type": "mchap", "target_user_name": "dbuser", "target_pswd": "secretsecret1",
                "initiator_user_name": "array", "initiator_pswd": "othersecret12",
            ]
            let target = try await array.make("db-1", storage: ["auth": auth])
            var host = HostTools(target: target, login: ("dbuser", "secretsecret1"), answer: ("array", "othersecret12"))
            let right = try await host.capacity()
            #expect(right.status == 0, "\(right.text)")
            host.answer = ("array", "wrongsecret12")
            let wrong = try await host.capacity()
            #expect(wrong.status != 0, "\(wrong.text)")
            host.answer = ("someone", "othersecret12")
            #expect(try await host.capacity().status != 0)
        }
    }

    @Test func oneUserNameMayHaveManySecrets() async throws {
        try await DataArray.with { array in
            let first = try await array.make("app-a", storage: Self.chap)
            let second = try await array.make(
                "app-b",
                storage: ["auth": ["type": "chap", "target_user_name": "dbuser", "target_pswd": "anothersecret"]])
            for (target, password) in [(first, "secretsecret1"), (second, "anothersecret")] {
                let run = try await HostTools(target: target, login: ("dbuser", password)).capacity()
                #expect(run.status == 0, "\(run.text)")
            }
        }
    }

    @Test func aChangedSecretCountsFromThenOn() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1", storage: Self.chap)
            try await array.set(Paths.storage("db-1") + "/auth", ["target_pswd": "changedsecret"])
            let earlier = try await HostTools(target: target, login: ("dbuser", "secretsecret1")).capacity()
            #expect(earlier.error.contains("513"), "\(earlier.text)")
            #expect(try await HostTools(target: target, login: ("dbuser", "changedsecret")).capacity().status == 0)
            try await array.set(Paths.storage("db-1") + "/auth", ["type": "none"])
            let none = try await HostTools(target: target).capacity()
            #expect(none.status == 0, "\(none.text)")
        }
    }

    @Test func strangersAreRefused() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            var host = HostTools(target: target)
            host.initiator = "iqn.1993-08.org.debian:01:stranger"
            let run = try await host.capacity()
            // 0x0203 in decimal.
            #expect(run.status != 0 && run.error.contains("515"), "\(run.text)")
            try await array.disturb(["kind": "wrong-acl-status", "initiators": "strangers"])
            #expect(try await host.capacity().error.contains("514"))
            #expect(try await HostTools(target: target).capacity().status == 0)
            try await array.calm()
            #expect(try await host.capacity().error.contains("515"))
        }
    }

    @Test func membersOfAGroupAndEveryoneMayBeAdmitted() async throws {
        try await DataArray.with { array in
            let member = "iqn.1993-08.org.debian:01:member"
            try array.ok(
                await array.client.post("/initiators", ["id": .string(member), "name": "member", "force": true]))
            let group: JSONValue = ["name": "hosts", "members": [["path": .string("/initiators/\(member)")]]]
            try array.ok(await array.client.post("/initiator_groups", group))
            let target = try await array.make("db-1")
            let open = try await array.make("open", storage: ["access_control_mode": "allow_all"])
            var host = HostTools(target: target)
            host.initiator = member
            #expect(try await host.capacity().error.contains("515"))
            try await array.set(
                Paths.storage("db-1") + "/acl_policy", ["initiator_groups": [["path": "/initiator_groups/hosts"]]])
            #expect(try await host.capacity().status == 0)
            var other = HostTools(target: open)
            other.initiator = "iqn.1993-08.org.debian:01:anyone"
            #expect(try await other.capacity().status == 0)
        }
    }

    @Test func anInitiatorThatIsNoLongerAdmittedLosesItsSession() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1")
            let session = try HeldSession(HostTools(target: target), in: array.folder)
            try await session.say("read 0 512")
            #expect(try await session.shows("read 512/512"))
            try await array.set(Paths.storage("db-1") + "/acl_policy", ["initiators": []])
            #expect(try await array.active("db-1") == [])
            #expect(try await HostTools(target: target).capacity().error.contains("515"))
        }
    }

    @Test func offlineCutsAndRefuses() async throws {
        try await DataArray.with { array in
            let target = try await array.make("db-1", storage: ["access_control_mode": "allow_all"])
            let session = try HeldSession(HostTools(target: target), in: array.folder)
            try await session.say("write -P 5 0 4k")
            #expect(try await session.shows("wrote 4096/4096"))
            try await array.goOffline("db-1")
            #expect(try await array.active("db-1") == [])
            for portal in 0..<2 {
                let run = try await HostTools(target: target, portal: portal).capacity()
                #expect(run.error.contains("515"), "\(run.text)")
            }
            try await array.goOnline("db-1")
            // The session's program has tried again and again, and is let in.
            try await session.say("read -P 5 0 4k")
            #expect(try await session.shows("read 4096/4096"), "\(session.output)")
            #expect(try await array.active("db-1") == [DataArray.initiator])
        }
    }
}
