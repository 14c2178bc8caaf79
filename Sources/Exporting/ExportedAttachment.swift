import ManifestLoading
import StorageModel

/// The access list and CHAP of one storage instance, as an entry of `attachments`.
struct ExportedAttachment {
    /// Nil when there is nothing to say.
    private(set) var value: YAMLValue?

    /// - Parameter key: of the app instance; the names of its variables are made of it.
    init(
        _ app: ObservedAppInstance, _ storage: StorageInstanceContent, key: String, tellsCHAP: Bool,
        access: inout ExportedAccess, variables: inout ExportNames
    ) {
        let managed = app.marker?.mask
        let isElsewhere = app.storageInstances.contains { $0.authentication != .none }
        let hasCHAP =
            storage.authentication != .none
            ? managed.map { $0.contains(.chap) } ?? true
            : managed.map { $0.contains(.chap) && !isElsewhere } ?? false
        let isEmpty = storage.initiators.isEmpty && storage.groups.isEmpty && !hasCHAP
        guard managed.map({ $0.contains(.attachments) }) ?? !isEmpty else { return }
        var entries: [YAMLEntry] = []
        let initiators = storage.initiators.sorted().compactMap { access.key(for: $0, in: app.tenant) }
        let groups = storage.groups.sorted().compactMap { access.key(forGroup: $0, in: app.tenant) }
        func list(_ keys: [String]) -> YAMLValue { .list(keys.map { .text($0) }) }
        if !initiators.isEmpty { entries.append(YAMLEntry(AttachmentKey.initiators, list(initiators))) }
        if !groups.isEmpty { entries.append(YAMLEntry(AttachmentKey.initiatorGroups, list(groups))) }
        if hasCHAP, let chap = Self.chap(app, storage, key: key, variables: &variables) {
            entries.append(YAMLEntry(AttachmentKey.chap, chap))
        }
        value = .map(entries)
    }

    private static func chap(
        _ app: ObservedAppInstance, _ storage: StorageInstanceContent, key: String, variables: inout ExportNames
    ) -> YAMLValue? {
        let variable = variables.key(for: key.map { $0 == "-" ? "_" : $0.uppercased() }.joined() + "_CHAP")
            .replacing("-", with: "_")
        func credentials(_ user: String, _ variable: String) -> [YAMLEntry]? {
            guard NameRule.name.accepts(user) else { return nil }
            return [
                YAMLEntry(CHAPKey.user, .text(user)),
                YAMLEntry(CHAPKey.password, .plain("\(SecretReference.environment(variable))")),
            ]
        }
        let version = [YAMLEntry(CHAPKey.version, .plain("\(version(app, storage))"))]
        switch storage.authentication {
        case .none: return .plain("none")
        case .other: return nil
        case .chap(let user): return credentials(user, variable).map { .map($0 + version) }
        case .mutualCHAP(let user, let target):
            guard let own = credentials(user, variable), let others = credentials(target, variable + "_ARRAY") else {
                return nil
            }
            return .map(own + version + [YAMLEntry(CHAPKey.mutual, .map(others))])
        }
    }

    /// The marker keeps only a digest of the versions that were applied last; small numbers are soon found.
    private static func version(_ app: ObservedAppInstance, _ storage: StorageInstanceContent) -> Int {
        guard let recorded = app.marker?.flags.chapVersions else { return 1 }
        let names = app.storageInstances.filter { $0.authentication != .none }.map(\.name).sorted()
        // One storage instance can be far from 1; of several every combination has to be tried.
        let most = names.count == 1 ? 1_000 : names.count == 2 ? 30 : names.count == 3 ? 10 : 1
        var versions = names.map { _ in 1 }
        while true {
            let lines = zip(names, versions).map { "\($0)=\($1)" }.sorted()
            if Digest.short(lines.joined(separator: "\n"), digits: 6) == recorded {
                return zip(names, versions).first { $0.0 == storage.name }?.1 ?? 1
            }
            guard let digit = versions.firstIndex(where: { $0 < most }) else { return 1 }
            for index in 0..<digit { versions[index] = 1 }
            versions[digit] += 1
        }
    }
}
