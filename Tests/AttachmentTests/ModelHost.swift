import Locking
import StorageModel

@testable import Attachment

/// A host with iSCSI and multipath in memory: its files show what it has, its programs and its writes to sysfs change it.
///
/// It is written from what a Linux host was seen to do, and knows nothing of the plans. What no host may ever be asked
/// for is noted in `violations`.
final class ModelHost: HostFiles, CommandRunner {
    private let state: Locked<ModelHostState>
    /// What the files showed last, by path, and the names in each folder.
    private let shown = Locked<(version: Int, files: [String: String], folders: [String: Set<String>])?>(nil)
    private let time = Locked(ContinuousClock.now)
    /// Answers in place of the model's own.
    private let overrides = Locked<[@Sendable (HostCommand) -> CommandResult?]>([])

    init(_ state: ModelHostState = ModelHostState()) { self.state = Locked(state) }

    func change(_ body: (inout ModelHostState) -> Void) {
        state.withLock { state in
            state.version += 1
            body(&state)
        }
    }

    func answer(_ answer: @escaping @Sendable (HostCommand) -> CommandResult?) {
        overrides.withLock { $0.append(answer) }
    }

    var now: ModelHostState { state.withLock { $0 } }
    var commands: [String] { now.commands.map(\.description) }

    /// Sleeping takes no time.
    var timing: Timing {
        Timing(
            now: { self.time.withLock { $0 } }, timeOfDay: { UTCSecond(secondsSince1970: 1_800_000_000) },
            sleep: { duration in self.time.withLock { $0 += duration } }, jitter: { 0.5 })
    }

    /// What a program takes.
    func elapse(_ duration: Duration) { time.withLock { $0 += duration } }

    func run(_ options: HostPlan.Options = HostPlan.Options(stack: "shop")) -> HostRun {
        HostRun(self, self, timing: timing, options: options)
    }

    // MARK: Files

    /// Made anew only when something has changed.
    private var tree: (files: [String: String], folders: [String: Set<String>]) {
        let state = now
        return shown.withLock { shown -> (files: [String: String], folders: [String: Set<String>]) in
            if let shown, shown.version == state.version { return (shown.files, shown.folders) }
            let files = state.tree
            var folders: [String: Set<String>] = [:]
            for path in files.keys {
                var folder = ""
                for part in path.split(separator: "/") {
                    folders[folder, default: []].insert(String(part))
                    folder += "/" + part
                }
            }
            shown = (state.version, files, folders)
            return (files, folders)
        }
    }

    func bytes(of path: String) throws(HostFailure) -> [UInt8] {
        guard let text = tree.files[path] else { throw .noSuchFile(path: path) }
        return Array(text.utf8)
    }

    func names(in path: String) throws(HostFailure) -> [String] {
        guard let names = tree.folders[path] else { throw .noSuchFile(path: path) }
        return names.sorted()
    }

    func target(ofLink path: String) throws(HostFailure) -> String {
        guard let target = now.links[path] else { throw .noSuchFile(path: path) }
        return target
    }

    func write(_ text: String, to path: String) throws(HostFailure) {
        let isTaken = state.withLock { state in
            state.version += 1
            state.writes.append("\(path) \(text)")
            return state.write(text, to: path)
        }
        guard isTaken else { throw .noSuchFile(path: path) }
    }

    func replace(_ path: String, with text: String, draftIn folder: String?) throws(HostFailure) {
        change { $0.files[path] = text }
    }

    func link(_ path: String, as other: String) throws(HostFailure) {
        let isFree = state.withLock { state in
            guard state.files[other] == nil else { return false }
            state.version += 1
            state.files[path] = ""
            state.files[other] = ""
            return true
        }
        guard isFree else { throw .alreadyThere(path: other) }
    }

    func remove(_ path: String) throws(HostFailure) { change { $0.files[path] = nil } }

    func lock(_ path: String) throws(HostFailure) -> HostLock? {
        let isFree = state.withLock { state in
            defer { state.isLocked = true }
            return !state.isLocked
        }
        guard isFree else { return nil }
        return HostLock { self.state.withLock { $0.isLocked = false } }
    }

    // MARK: Programs

    func run(
        _ command: HostCommand, onOutput: @escaping @Sendable ([UInt8]) -> Void
    ) async throws(CommandFailure) -> CommandResult {
        state.withLock { $0.commands.append(command) }
        for answer in overrides.withLock({ $0 }) {
            if let result = answer(command) { return result }
        }
        return state.withLock { state in
            state.version += 1
            return state.run(command)
        }
    }
}
