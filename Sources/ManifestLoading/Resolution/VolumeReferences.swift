import Diagnostics
import StorageModel

/// Tells which of the volumes that `moved`, `removed` and `ignore` name are declared.
struct VolumeReferences {
    enum Match {
        /// No entry has this key, or its entry has no such member.
        case none
        case volume(at: SourceLocation)
        /// An entry with these members, named as a whole.
        case entry(members: [String], at: SourceLocation)
        /// Its entry could not be read: unknown.
        case unknown
    }

    private var entries: [String: VolumeDeclaration] = [:]
    private let declaration: StackDeclaration
    private let collector: DiagnosticCollector

    init(_ declaration: StackDeclaration, collector: DiagnosticCollector) {
        self.declaration = declaration
        self.collector = collector
        for volume in declaration.volumes.values { entries[volume.key.text] = volume }
    }

    func match(_ pattern: VolumeSelector) -> Match {
        guard let entry = entries[pattern.name] else {
            return declaration.volumes.knows(pattern.name) ? .unknown : .none
        }
        let place = entry.key.location
        switch (entry.members, pattern.member) {
        case (.unknown, _): return .unknown
        case (.single, .none): return .volume(at: place)
        case (.single, .one), (.single, .every): return .none
        case (.each(let members), .none), (.each(let members), .every):
            return .entry(members: members.map(\.value), at: place)
        case (.each(let members), .one(let member)):
            return members.contains { $0.value == member } ? .volume(at: place) : .none
        }
    }

    /// Reports a volume that must be declared and is not.
    func reportMissing(_ pattern: VolumeSelector, at location: SourceLocation?) {
        collector.reportUnknown(
            Declared(pattern.text, at: location), noun: "volume", candidates: entries.keys.sorted())
    }
}

extension VolumeSelector {
    /// `ledger`, `scratch[a]`.
    var text: String {
        switch member {
        case .none: name
        case .one(let member): "\(name)[\(member)]"
        case .every: "\(name)[*]"
        }
    }

    /// The key of a single volume.
    var key: ResourceKey {
        switch member {
        case .none, .every: ResourceKey(name)
        case .one(let member): ResourceKey(name, member: member)
        }
    }
}
