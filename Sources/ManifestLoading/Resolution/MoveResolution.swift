import Diagnostics
import StorageModel

/// Makes of the entries of `moved` the keys that changed, each with its new one.
///
/// Entries may form a chain, `a` to `b` and later `b` to `c`: then only its end is declared.
struct MoveResolution {
    private(set) var moves: [Move] = []
    private let references: VolumeReferences
    private let collector: DiagnosticCollector

    init(_ declarations: [MoveDeclaration], _ references: VolumeReferences, collector: DiagnosticCollector) {
        self.references = references
        self.collector = collector
        let sources = Set(declarations.map(\.from.value))
        var origins = UniquenessCheck<VolumeSelector>()
        var destinations = UniquenessCheck<VolumeSelector>()
        for declaration in declarations {
            if let first = origins.previous(of: declaration.from.value, at: declaration.from.location) {
                report(
                    "\(declaration.from.value.text.quoted) has moved already, at \(first)", declaration.from.location)
            } else if let first = destinations.previous(of: declaration.to.value, at: declaration.to.location) {
                report(
                    "another volume has moved to \(declaration.to.value.text.quoted) already, at \(first)",
                    declaration.to.location)
            } else {
                add(declaration, isChained: sources.contains(declaration.to.value))
            }
        }
        checkCycles(declarations)
    }

    private mutating func add(_ declaration: MoveDeclaration, isChained: Bool) {
        let (from, to) = (declaration.from, declaration.to)
        if let place = stillDeclared(declaration) {
            report(
                "\(from.value.text.quoted) has not moved: it is declared at \(place)", from.location,
                hint: "remove the entry, or the old declaration")
            return
        }
        switch references.match(to.value) {
        case .unknown: break
        case .none:
            if isChained {
                moves.append(Move(from: from.value.key, to: to.value.key, location: from.location))
            } else {
                references.reportMissing(to.value, at: to.location)
            }
        case .volume: moves.append(Move(from: from.value.key, to: to.value.key, location: from.location))
        case .entry(let members, _):
            guard from.value.member == .none else {
                report("one member cannot become all of \(to.value.text.quoted)", to.location)
                return
            }
            moves += members.map { member in
                Move(
                    from: ResourceKey(from.value.name, member: member), to: ResourceKey(to.value.name, member: member),
                    location: from.location)
            }
        }
    }

    /// Where the volume that has moved still is. The key of an entry with members is free for what was one volume
    /// before, so that may move to one volume.
    private func stillDeclared(_ declaration: MoveDeclaration) -> SourceLocation? {
        switch (references.match(declaration.from.value), references.match(declaration.to.value)) {
        case (.volume(let place), _), (.entry(_, let place), .entry): place
        case (.entry, .volume), (.entry, .none), (.entry, .unknown), (.none, _), (.unknown, _): nil
        }
    }

    private func checkCycles(_ declarations: [MoveDeclaration]) {
        let next = Dictionary(
            declarations.map { ($0.from.value, $0.to.value) }, uniquingKeysWith: { first, _ in first })
        for declaration in declarations {
            var current = declaration.to.value
            var steps = 0
            while let following = next[current], current != declaration.from.value, steps <= declarations.count {
                current = following
                steps += 1
            }
            if current == declaration.from.value {
                report("these moves form a cycle", declaration.from.location)
                return
            }
        }
    }

    private func report(_ message: String, _ location: SourceLocation?, hint: String? = nil) {
        collector.report(Diagnostic(.error, message, at: location, hint: hint))
    }
}
