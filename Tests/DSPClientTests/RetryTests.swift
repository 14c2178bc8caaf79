import DSPClient
import StorageModel
import Testing

@Suite struct RetryTests {
    private static let refused = Reply.failure(.notSent(reason: "connection refused"))
    private static let lost = Reply.failure(.noAnswer(reason: "reset"))
    private static let busy = Reply.status(503)
    private static let initialising = Reply.error(
        500, name: "InternalError", message: "REST server is still initializing")

    private static let create = ArrayCall.createInitiator(
        tenant: .root, iqn: Samples.iqn, label: "db-01", force: false)
    private static let describe = ArrayCall.describeTenant(TenantPath("x1"), description: "new")
    private static let addMember = ArrayCall.addGroupMember(tenant: .root, group: "hosts", member: Samples.iqn)
    private static let delete = ArrayCall.deleteSnapshotPolicy(Samples.volume, name: "hourly")

    private static let createRoute = "POST /initiators"
    private static let describeRoute = "PUT /tenants/root/x1"
    private static let addMemberRoute = "PUT /initiator_groups/hosts/members"
    private static let deleteRoute =
        "DELETE /app_instances/b1ac5967-12aa-4959-b24c-c60dd40d0a13/storage_instances/storage-1/volumes/volume-1"
        + "/snapshot_policies/hourly"

    @Test(
        arguments: [refused, busy, .status(429), initialising],
        [(create, createRoute), (describe, describeRoute), (delete, deleteRoute)])
    func whatWasNotDoneIsTriedAgain(attemptFailure: Reply, call: (ArrayCall, String)) async throws {
        let timing = FakeTiming()
        let array = ScriptedArray([call.1: [attemptFailure, attemptFailure, .data("{}")]])
        let client = DSPClient(array, timing: timing)
        try await client.perform(call.0, secrets: [:])
        #expect(timing.sleeps == [.seconds(5), .seconds(5)])
        #expect(client.statistics == RequestStatistics(requests: 4, retries: 2))
    }

    /// A gateway that says 502 or 504 has passed the request on, or has not.
    private static let losses = [lost, .status(502), .status(504)]

    @Test(arguments: losses) func aPUTThatSetsValuesIsRepeatedWhenItsAnswerIsLost(loss: Reply) async throws {
        let array = ScriptedArray([Self.describeRoute: [loss, .data("{}")]])
        try await DSPClient(array).perform(Self.describe, secrets: [:])
        #expect(array.work.count == 2)
        #expect(array.requests[1].isRepeatable)
    }

    /// What the connection has lost may be what every idle connection has lost.
    @Test func onlyAfterALostAnswerTheRepetitionAsksForAFreshConnection() async throws {
        let array = ScriptedArray([Self.describeRoute: [Self.busy, Self.lost, .data("{}")]])
        try await DSPClient(array).perform(Self.describe, secrets: [:])
        #expect(array.requests.dropFirst().map(\.needsFreshConnection) == [false, false, true])
    }

    @Test(arguments: losses, [(create, createRoute), (addMember, addMemberRoute), (delete, deleteRoute)])
    func whatMustNotBeDoneTwiceIsNotRepeatedWhenItsAnswerIsLost(loss: Reply, call: (ArrayCall, String)) async {
        let array = ScriptedArray([call.1: [loss, .data("{}")]])
        let client = DSPClient(array)
        let failure = await failure { () async throws(ArrayFailure) in
            try await client.perform(call.0, secrets: [:])
        }
        guard case .answerLost = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(array.work.count == 1)
        #expect(!array.requests[1].isRepeatable)
    }

    @Test(arguments: [(refused, true), (busy, false), (initialising, false)])
    func theBudgetEndsTheTrying(attemptFailure: Reply, isUnreachable: Bool) async {
        let timing = FakeTiming()
        let array = ScriptedArray([Self.createRoute: [attemptFailure]])
        let client = DSPClient(array, timing: timing) {
            $0.retryInterval = .milliseconds(300)
            $0.retryBudget = .seconds(1)
        }
        let failure = await failure { () async throws(ArrayFailure) in
            try await client.perform(Self.create, secrets: [:])
        }
        switch failure {
        case .unreachable: #expect(isUnreachable)
        case .unavailable(let facts, _): #expect(!isUnreachable && (facts.code ?? 0) >= 500)
        default: Issue.record("\(String(describing: failure))")
        }
        #expect(timing.sleeps == Array(repeating: .milliseconds(300), count: 3))
        #expect(client.statistics == RequestStatistics(requests: 5, retries: 3))
    }

    @Test func anArrayThatIsGoneIsWaitedForOnceAndNotOnceARequest() async {
        let timing = FakeTiming()
        let array = ScriptedArray([Self.createRoute: [Self.busy]])
        let client = DSPClient(array, timing: timing) {
            $0.retryInterval = .milliseconds(300)
            $0.retryBudget = .seconds(1)
        }
        for _ in 1...10 {
            let failure = await failure { () async throws(ArrayFailure) in
                try await client.perform(Self.create, secrets: [:])
            }
            guard case .unavailable = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
        }
        #expect(timing.sleeps.count == 3)
        #expect(client.statistics == RequestStatistics(requests: 14, retries: 3))
    }

    @Test func anAnswerMakesTheArrayWorthWaitingForAgain() async throws {
        let timing = FakeTiming()
        let array = ScriptedArray([
            Self.createRoute: [Self.busy, Self.busy, .data("{}"), Self.busy, Self.busy, .data("{}")]
        ])
        let client = DSPClient(array, timing: timing) {
            $0.retryInterval = .milliseconds(300)
            $0.retryBudget = .seconds(1)
        }
        for _ in 1...2 { try await client.perform(Self.create, secrets: [:]) }
        #expect(timing.sleeps.count == 4)
    }

    @Test func aLostAnswerIsNotForgottenWhenTheArrayIsBusyAfterIt() async {
        let array = ScriptedArray([Self.describeRoute: [Self.lost, Self.busy]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).perform(Self.describe, secrets: [:])
        }
        guard case .answerLost = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    private static let faults: [ConnectionFault] = [
        .unknownHost("array.test"), .unknownProxy("proxy.test:3128"), .refusedByProxy("proxy.test:3128", status: 403),
        .plainPort, .tlsPort, .unknownAuthority(reason: "self-signed"), .wrongName("array.test", reason: "no"),
        .expiredCertificate, .clientCertificate(isPresented: false), .handshake(alert: 70), .weakTLS(reason: "1.1"),
        .unusableFile(reason: "no file"), .unusableAddress(reason: "no address"),
    ]

    @Test(arguments: faults) func whatCanNeverSucceedIsTriedOnceAndSaysWhatToDo(fault: ConnectionFault) async {
        let array = ScriptedArray(["PUT /login": [.failure(.hopeless(fault))]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).perform(Self.create, secrets: [:])
        }
        #expect(array.log.count == 1)
        #expect(failure?.description.contains(fault.reason) == true)
        #expect(failure?.description.hasSuffix(fault.remedy) == true)
    }

    /// Name servers have their moments; a certificate that has expired meanwhile does not get better.
    @Test func aHostThatHasAnsweredBeforeIsKnownAgainInAMoment() async throws {
        let array = ScriptedArray([
            Self.createRoute: [.failure(.hopeless(.unknownHost("array.test"))), .data("{}")],
            Self.describeRoute: [.failure(.hopeless(.expiredCertificate)), .data("{}")],
        ])
        let client = DSPClient(array)
        try await client.perform(Self.create, secrets: [:])
        let failure = await failure { () async throws(ArrayFailure) in
            try await client.perform(Self.describe, secrets: [:])
        }
        guard case .misconfigured = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test func aRedirectSaysWhereItLeadsAndHidesALogin() async {
        let array = ScriptedArray([
            "PUT /login": [.status(301, headers: ["Location": "https://user:secret@other.test/\u{1B}[2J"])]
        ])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).perform(Self.create, secrets: [:])
        }
        let text = failure?.description ?? ""
        #expect(text.contains("redirects to https://other.test/\\u{1B}[2J") && !text.contains("secret"), "\(text)")
        #expect(array.log.count == 1)
    }

    @Test(arguments: [
        ("7", Duration.seconds(7)), ("Sat, 21 Nov 2026 02:30:09 GMT", .seconds(9)), ("0.5", .seconds(5)),
        ("soon", .seconds(5)), ("-3", .seconds(5)),
        ("nan", .seconds(5)),
    ])
    func retryAfterIsTheLeastWait(header: String, wait: Duration) async throws {
        let timing = FakeTiming()
        let array = ScriptedArray([
            Self.createRoute: [
                .status(503, headers: ["retry-after": header, "date": "Sat, 21 Nov 2026 02:30:00 GMT"]), .data("{}"),
            ]
        ])
        try await DSPClient(array, timing: timing).perform(Self.create, secrets: [:])
        #expect(timing.sleeps == [wait])
    }

    @Test(arguments: [(0.0, Duration.milliseconds(3750)), (1.0, .milliseconds(6250))])
    func waitsAreSpreadAroundTheInterval(jitter: Double, wait: Duration) async throws {
        let timing = FakeTiming()
        let array = ScriptedArray([Self.createRoute: [Self.busy, .data("{}")]])
        let client = DSPClient(
            configuration: .scripted, transport: array, timing: timing.timing(jitter: jitter))
        try await client.perform(Self.create, secrets: [:])
        #expect(timing.sleeps == [wait])
    }

    @Test func theLoginIsRetriedToo() async throws {
        let array = ScriptedArray([
            "PUT /login": [Self.refused, Self.initialising, Self.lost, .json(#"{"key":"k"}"#)],
            Self.createRoute: [.data("{}")],
        ])
        try await DSPClient(array).perform(Self.create, secrets: [:])
        #expect(array.log.count == 5)
    }

    @Test func aCancelledTaskStopsTrying() async {
        let array = ScriptedArray(["PUT /login": [Self.refused]])
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await DSPClient(array).perform(Self.create, secrets: [:])
        }
        await #expect(throws: ArrayFailure.self) { try await task.value }
        #expect(array.log.count <= 1)
    }
}
