import StorageModel

/// Runs iscsiadm. Never discovery, never a rescan of a session, never a secret.
struct Iscsiadm {
    private static let tries = 3
    private static let firstPause: Duration = .seconds(1)
    /// An attempt that took longer has waited for the portal by itself. To repeat it would hold up a boot without the array.
    private static let longestRepeated: Duration = .seconds(5)
    /// A login gives a portal up after its own time limits, which are in the record; this is for an iscsiadm that hangs.
    private static let deadline: Duration = .seconds(90)

    let commands: any CommandRunner
    let timing: Timing

    static func arguments(_ action: IscsiadmOutcome.Action, _ target: TargetPortal) -> [String] {
        let place = ["-m", "node", "-T", target.iqn, "-p", target.portal.description]
        return switch action {
        case .logIn: place + ["--login"]
        case .logOut: place + ["--logout"]
        case .createRecord: place + ["-o", "new"]
        case .deleteRecord: place + ["-o", "delete"]
        case .list: ["-m", "session"]
        }
    }

    /// One session, which may be one of several to a portal.
    func logOut(session: Int) async throws(HostFailure) -> IscsiadmOutcome {
        try await run(.logOut, ["-m", "session", "-r", "\(session)", "--logout"])
    }

    func run(
        _ action: IscsiadmOutcome.Action, _ target: TargetPortal
    ) async throws(HostFailure) -> IscsiadmOutcome {
        try await run(action, Self.arguments(action, target))
    }

    /// Tries again what may be different in a moment.
    private func run(
        _ action: IscsiadmOutcome.Action, _ arguments: [String]
    ) async throws(HostFailure) -> IscsiadmOutcome {
        var pause = Self.firstPause
        for _ in 1..<Self.tries {
            let begun = timing.now()
            let outcome = try await once(action, arguments)
            guard case .retry = outcome, timing.now() - begun < Self.longestRepeated else { return outcome }
            do { try await timing.sleep(pause) } catch { throw .cancelled }
            pause *= 2
        }
        return try await once(action, arguments)
    }

    private func once(
        _ action: IscsiadmOutcome.Action, _ arguments: [String]
    ) async throws(HostFailure) -> IscsiadmOutcome {
        let result: CommandResult
        do throws(CommandFailure) {
            result = try await commands.run(HostCommand("iscsiadm", arguments, deadline: Self.deadline))
        } catch {
            throw .command(error)
        }
        switch result.ending {
        case .exited(let code): return IscsiadmOutcome(code, of: action)
        case .killed(let signal):
            return .permanent(
                .toolFailed, "iscsiadm was killed by signal \(signal)", remedy: "look at the log of iscsid")
        case .timedOut, .stalled:
            return .permanent(
                .toolFailed, "iscsiadm did not end within \(Self.deadline.components.seconds) s",
                remedy: "look at the log of iscsid")
        }
    }
}
