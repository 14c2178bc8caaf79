package import Planning
internal import StorageModel

/// Whether a plan may be carried out: what flags allow, and what a person says at the terminal.
package struct Approval: Sendable {
    package var yes: Bool
    /// Whether the command takes an approval in advance.
    package var takesApproval: Bool
    /// The digest of the approved plan; the plan at hand must have it.
    package var approved: String?
    package var allowsDisruption: Bool
    package var allowsDestruction: Bool

    package init(
        yes: Bool = false, takesApproval: Bool = false, approved: String? = nil, allowsDisruption: Bool = false,
        allowsDestruction: Bool = false
    ) {
        self.yes = yes
        self.takesApproval = takesApproval
        self.approved = approved
        self.allowsDisruption = allowsDisruption
        self.allowsDestruction = allowsDestruction
    }

    /// What a plan of these risks needs. Neither `yes` nor an approval allows a disruption or a deletion by itself, and
    /// a person at a terminal who deletes types the stack's name, whatever flags are given.
    package func decision(on risks: Set<Risk>, on stack: String, isInteractive: Bool) -> Decision {
        if risks.contains(.destructive) {
            guard allowsDestruction else { return .refused(.destructive) }
            if isInteractive {
                return .asked(
                    Question(
                        stack == ImageCache.owner
                            ? "This deletes volumes of the image cache. To continue, type \(stack): "
                            : "This deletes. To continue, type the name of the stack, \(stack): ", answer: stack))
            }
        }
        let disrupts = risks.contains(.disruptive) && !allowsDisruption
        let isAgreed = yes || approved != nil
        if isAgreed || !isInteractive {
            if disrupts { return .refused(.disruptive) }
            return isAgreed ? .given : .refused(.noTerminal(takesApproval: takesApproval))
        }
        let question = disrupts ? "Apply these changes, the disruptive ones included?" : "Apply these changes?"
        return .asked(Question("\(question) Type `yes` to continue: ", answer: Question.yes))
    }

    package enum Decision: Equatable, Sendable {
        case given
        case refused(Refusal)
        case asked(Question)
    }

    package struct Question: Equatable, Sendable {
        package var text: String
        /// The only one that is taken.
        package var answer: String

        fileprivate static let yes = "yes"

        fileprivate init(_ text: String, answer: String) {
            self.text = text
            self.answer = answer
        }

        /// - Parameter given: nil when the run was stopped before there was an answer.
        package func refusal(of given: String?) -> Refusal? {
            guard let given else { return .unanswered }
            if given == answer { return nil }
            return answer == Self.yes && ["y", "ye", "YES", "Yes"].contains(given) ? .halfAnswer : .declined
        }
    }

    /// Why nothing is done.
    package enum Refusal: Hashable, Sendable, CustomStringConvertible {
        case destructive, disruptive
        case noTerminal(takesApproval: Bool)
        case declined, halfAnswer
        /// The run was stopped at the question.
        case unanswered

        package var description: String {
            switch self {
            case .destructive: "Nothing was done: the plan is destructive. Allow it with --allow-destroy."
            case .disruptive: "Nothing was done: the plan is disruptive. Allow it with --allow-disruptive."
            case .noTerminal(let takesApproval):
                "Nothing was done: standard input is not a terminal, so no confirmation is possible. Pass --yes"
                    + "\(takesApproval ? " or --approve DIGEST" : "")."
            case .halfAnswer: "Nothing was done: the answer must be `yes` in full."
            case .declined, .unanswered: "Nothing was done."
            }
        }
    }
}
