import StorageModel

/// Runs multipath and multipathd. Never `reconfigure`, which is global, and never a forced removal.
struct MultipathTool {
    private static let flushTries = 3
    private static let flushPause: Duration = .seconds(5)

    let commands: any CommandRunner
    let timing: Timing

    /// Takes a WWID into the list of those that are multipathed, whatever `find_multipaths` says.
    func allow(_ wwid: String) async throws(HostFailure) { _ = try await run("multipath", ["-a", wwid]) }

    func add(path name: String) async throws(HostFailure) { _ = try await run("multipathd", ["add", "path", name]) }

    /// Whether multipathd took the new size.
    func resize(map name: String) async throws(HostFailure) -> Bool {
        let result = try await run("multipathd", ["resize", "map", name])
        return result.isSuccess && result.text.trimmed.hasPrefix("ok")
    }

    /// Lets waiting reads and writes fail, so that the removal of a map without a path does not wait for ever.
    func stopQueueing(map name: String) async throws(HostFailure) {
        _ = try await run("multipathd", ["disablequeueing", "map", name])
    }

    /// Removes a map that nothing uses: udev has it open for a moment now and then, so three times.
    ///
    /// - Parameter isGone: by the WWID of the map; a name or a number may be used again.
    func flush(_ name: String, isGone: () -> Bool) async throws(HostFailure) -> Bool {
        for attempt in 1...Self.flushTries {
            _ = try await run("multipath", ["-f", name])
            if isGone() { return true }
            guard attempt < Self.flushTries else { break }
            do { try await timing.sleep(Self.flushPause) } catch { throw .cancelled }
        }
        return false
    }

    /// Removes a map without paths, which multipath itself may leave behind.
    func removeGhost(_ name: String) async throws(HostFailure) { _ = try await run("dmsetup", ["remove", name]) }

    /// Why multipath leaves a disk alone, as it says so itself; nil when it does not say.
    func refusal(of name: String) async throws(HostFailure) -> String? {
        let result = try await run("multipath", ["-v3", "-d", "/dev/\(name)"])
        let lines = (result.text + "\n" + result.errorText).split(separator: "\n")
        return lines.first { $0.contains("blacklisted") }.map { String($0).trimmed.shown(limit: 200) }
    }

    private func run(_ program: String, _ arguments: [String]) async throws(HostFailure) -> CommandResult {
        do throws(CommandFailure) {
            return try await commands.run(HostCommand(program, arguments, deadline: .seconds(60)))
        } catch {
            throw .command(error)
        }
    }
}
