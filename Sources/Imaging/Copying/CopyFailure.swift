package import StorageModel

/// What qemu-img says when it fails, sorted by what to do about it. It has one exit code for everything, so its text is
/// all there is: a text that is not known is kept.
package enum CopyFailure: Error, Hashable, Sendable {
    case authentication
    /// The initiator is not in the ACL, or there is no such target.
    case targetNotFound
    case forbidden
    case unreachable(String)
    /// The volume is smaller than the image.
    case targetTooSmall
    case noSpace
    /// There was no progress for too long.
    case stalled
    case timedOut
    /// The copy is not what the image is.
    case different(String)
    /// It used more processor time or memory than it may.
    case killed(program: String, signal: Int32)
    case other(program: String, text: String)

    /// A login status of iSCSI in the messages of libiscsi: class and detail as one number.
    private static let loginStatuses: [(String, CopyFailure)] = [
        ("(513)", .authentication), ("(514)", .forbidden), ("(515)", .targetNotFound),
    ]

    /// - Returns: nil for a program that succeeded.
    package init?(_ result: CommandResult, of program: String) {
        switch result.ending {
        case .exited(0): return nil
        case .stalled: self = .stalled
        case .timedOut: self = .timedOut
        case .killed(let signal): self = .killed(program: program, signal: signal)
        case .exited: self.init(text: Self.withoutArguments(result.errorText), program: program)
        }
    }

    private init(text: String, program: String) {
        if let known = Self.loginStatuses.first(where: { text.contains($0.0) && text.contains("log in") }) {
            self = known.1
        } else if text.contains("uthentication fail") {
            self = .authentication
        } else if text.contains("smaller than input") {
            self = .targetTooSmall
        } else if text.contains("No space left") {
            self = .noSpace
        } else if Self.unreachableTexts.contains(where: text.contains) {
            self = .unreachable(Self.lastLine(text))
        } else {
            self = .other(program: program, text: Self.lastLine(text))
        }
    }

    private static let unreachableTexts = [
        "Connection refused", "No route to host", "Network is unreachable", "Connection timed out", "timed out",
        // What libiscsi says of a refused connection.
        "iscsi_service failed",
    ]

    /// qemu-img repeats the names that it was given, in quotes. What they hold is not what it says.
    private static func withoutArguments(_ text: String) -> String {
        let parts = text.split(separator: "': ", omittingEmptySubsequences: false)
        return parts.count > 1 ? parts.last.map(String.init) ?? text : text
    }

    private static func lastLine(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline)
        return (lines.last.map(String.init) ?? "").shown(limit: 500)
    }
}

extension CopyFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .authentication: "the target refused the CHAP login; check user and password"
        case .targetNotFound:
            "the target is not shown to this initiator; check that it is online and that its ACL has the initiator name"
        case .forbidden: "the target forbids this initiator; check its ACL"
        case .unreachable(let text): "the target cannot be reached (\(text)); check the network to its portals"
        case .targetTooSmall: "the volume is smaller than the image; extend it"
        case .noSpace: "there is no space left to write to; free some"
        case .stalled: "the copy made no progress and was ended; check the network to the array and run again"
        case .timedOut: "the program took too long and was ended; run again"
        case .different(let text): "the copy differs from the image (\(text)); run the import again"
        case .killed(let program, let signal): "\(program) was ended by signal \(signal); run again"
        case .other(let program, let text): "\(program) failed: \(text.isEmpty ? "it did not say why" : text)"
        }
    }
}
