import Testing

@testable import Attachment

/// Every exit code of iscsiadm(8), for every action.
@Suite struct IscsiadmOutcomeTests {
    private static let table = """
        --  login     logout    new       delete    list
         0  success   success   success   success   success
         1  fails     fails     fails     fails     fails
         2  fails     already   fails     fails     fails
         3  fails     fails     fails     fails     fails
         4  retry     retry     retry     retry     retry
         5  fails     fails     fails     fails     fails
         6  fails     fails     fails     fails     fails
         7  recreate  fails     recreate  fails     fails
         8  retry     retry     retry     retry     retry
         9  fails     fails     fails     fails     fails
        10  fails     retry     fails     fails     fails
        11  retry     retry     retry     retry     retry
        12  fails     fails     fails     fails     fails
        13  fails     fails     fails     fails     fails
        14  fails     fails     fails     fails     fails
        15  already   fails     already   fails     fails
        16  fails     fails     fails     fails     fails
        17  fails     fails     fails     fails     fails
        18  retry     retry     retry     retry     retry
        19  fails     fails     fails     fails     fails
        20  fails     fails     fails     fails     fails
        21  recreate  already   fails     already   already
        22  retry     fails     fails     fails     fails
        23  retry     fails     fails     fails     fails
        24  fails     fails     fails     fails     fails
        25  fails     fails     fails     fails     fails
        26  fails     fails     fails     fails     fails
        27  fails     fails     fails     fails     fails
        28  retry     retry     retry     retry     retry
        29  retry     retry     retry     retry     retry
        30  fails     fails     fails     fails     fails
        31  fails     fails     fails     fails     fails
        32  fails     already   fails     fails     fails
        """

    private static func word(_ code: Int32, _ action: IscsiadmOutcome.Action) -> String {
        switch IscsiadmOutcome(code, of: action) {
        case .success: "success"
        case .alreadySo: "already"
        case .retry: "retry"
        case .recordUnusable: "recreate"
        case .permanent: "fails"
        }
    }

    @Test func eachCodeHasOneMeaning() throws {
        let lines = Self.table.split(separator: "\n").map { $0.split(separator: " ").map { String($0) } }
        #expect(lines.count == Int(IscsiadmOutcome.lastKnownCode) + 2)
        let actions = try lines[0].dropFirst().map { try #require(IscsiadmOutcome.Action(rawValue: $0)) }
        #expect(Set(actions) == Set(IscsiadmOutcome.Action.allCases))
        for line in lines.dropFirst() {
            let code = try #require(Int32(line[0]))
            for (action, word) in zip(actions, line.dropFirst()) {
                #expect(Self.word(code, action) == word, "\(action.rawValue) \(code)")
            }
        }
    }

    @Test(arguments: IscsiadmOutcome.Action.allCases)
    func aCodeThatTheManualDoesNotHaveIsAnError(action: IscsiadmOutcome.Action) {
        for code in [33, 127, 255] as [Int32] { #expect(Self.word(code, action) == "fails") }
    }

    struct Cause: Sendable {
        var code: Int32
        var name: HostProblem.Code
        var word: String
    }

    private static let causes = [
        Cause(code: 24, name: .chapRefused, word: "CHAP user or password"),
        Cause(code: 19, name: .loginRefused, word: "the ACL"),
        Cause(code: 12, name: .hostPrerequisite, word: "transport"),
        Cause(code: 20, name: .hostPrerequisite, word: "iscsid does not run"),
        Cause(code: 13, name: .notPermitted, word: "not allowed"),
    ]

    @Test(arguments: causes)
    func causesOfARefusedLoginAreNamed(_ cause: Cause) {
        guard case .permanent(let found, let text, let remedy) = IscsiadmOutcome(cause.code, of: .logIn) else {
            Issue.record("\(cause.code) is tried again")
            return
        }
        #expect(found == cause.name && text.contains(cause.word) && text.contains("(\(cause.code))") && !remedy.isEmpty)
    }
}
