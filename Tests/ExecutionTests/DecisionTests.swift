import Execution
import Planning
import Testing

/// What a plan of some risk needs before it is carried out, for all combinations of flags.
@Suite struct DecisionTests {
    /// The risks of a plan, what is allowed, and whether a person is there.
    struct Case: Sendable {
        var risks: Set<Risk>
        var approval = Approval()
        var isInteractive = false

        func decision() -> Approval.Decision {
            approval.decision(on: risks, on: "shop", isInteractive: isInteractive)
        }
    }

    private static let agreed = [
        Approval(yes: true), Approval(takesApproval: true, approved: "sha256:0"), Approval(yes: true, approved: "x"),
    ]

    @Test func aSafePlanNeedsAYes() {
        for approval in Self.agreed {
            for isInteractive in [true, false] {
                #expect(Case(risks: [.safe], approval: approval, isInteractive: isInteractive).decision() == .given)
            }
        }
        #expect(Case(risks: []).decision() == .refused(.noTerminal(takesApproval: false)))
        let other = Case(risks: [.safe], approval: Approval(takesApproval: true)).decision()
        #expect(other == .refused(.noTerminal(takesApproval: true)))
        #expect("\(Approval.Refusal.noTerminal(takesApproval: true))".hasSuffix("Pass --yes or --approve DIGEST."))
        #expect("\(Approval.Refusal.noTerminal(takesApproval: false))".hasSuffix("Pass --yes."))
    }

    @Test func aYesAllowsNoDisruptionAndNoDeletion() {
        for approval in Self.agreed {
            for isInteractive in [true, false] {
                let disruptive = Case(risks: [.safe, .disruptive], approval: approval, isInteractive: isInteractive)
                #expect(disruptive.decision() == .refused(.disruptive))
                let destructive = Case(risks: [.destructive], approval: approval, isInteractive: isInteractive)
                #expect(destructive.decision() == .refused(.destructive))
            }
        }
    }

    @Test func whatIsAllowedByItsFlagNeedsTheYes() {
        for yes in [true, false] {
            let approval = Approval(yes: yes, allowsDisruption: true, allowsDestruction: true)
            let expected = yes ? Approval.Decision.given : .refused(.noTerminal(takesApproval: false))
            for risks: Set<Risk> in [[.disruptive], [.destructive], [.disruptive, .destructive]] {
                #expect(Case(risks: risks, approval: approval).decision() == expected)
            }
        }
    }

    @Test func aPersonIsAskedAndADisruptionIsNamed() throws {
        let safe = Case(risks: [.safe], isInteractive: true).decision()
        let allowed = Case(risks: [.disruptive], approval: Approval(allowsDisruption: true), isInteractive: true)
            .decision()
        #expect(safe == allowed)
        let question = try #require(safe.question)
        #expect(question.text == "Apply these changes? Type `yes` to continue: " && question.answer == "yes")
        let disrupts = try #require(Case(risks: [.disruptive], isInteractive: true).decision().question)
        #expect(disrupts.text.hasPrefix("Apply these changes, the disruptive ones included?"))
    }

    /// Whatever flags are given.
    @Test(arguments: [true, false]) func whoDeletesTypesTheNameOfTheStack(yes: Bool) throws {
        let approval = Approval(yes: yes, approved: yes ? "x" : nil, allowsDisruption: true, allowsDestruction: true)
        let question = try #require(
            Case(risks: [.destructive, .disruptive], approval: approval, isInteractive: true).decision().question)
        #expect(question.answer == "shop" && question.text.contains("the name of the stack, shop"))
        #expect(question.refusal(of: "shop") == nil)
        for answer in ["yes", "Shop", "shop ", ""] { #expect(question.refusal(of: answer) == .declined) }
        #expect(question.refusal(of: nil) == .unanswered)
    }

    @Test func halfAYesIsNone() throws {
        let question = try #require(Case(risks: [.safe], isInteractive: true).decision().question)
        #expect(question.refusal(of: "yes") == nil)
        for answer in ["y", "ye", "YES", "Yes"] { #expect(question.refusal(of: answer) == .halfAnswer) }
        for answer in ["", "no", "yes ", "shop"] { #expect(question.refusal(of: answer) == .declined) }
    }
}

extension Approval.Decision {
    fileprivate var question: Approval.Question? {
        switch self {
        case .asked(let question): question
        case .given, .refused: nil
        }
    }
}
