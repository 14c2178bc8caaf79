import StorageModel

/// A volume as `moved` and `removed` name it: `volume/ledger`, `volume/scratch[a]`, `volume/scratch[*]`; in its long
/// form also `app_instance/ledger`.
struct VolumeSelector: Hashable {
    enum Member: Hashable {
        case none
        case one(String)
        /// `[*]`
        case every
    }

    var name: String
    var member: Member

    /// What stands behind `volume/`; nil when that is not a volume.
    init?(_ text: some StringProtocol) {
        guard text.hasSuffix("]"), let bracket = text.firstIndex(of: "[") else {
            guard ValueReader.isKey(String(text)) else { return nil }
            self.init(name: String(text), member: .none)
            return
        }
        let member = String(text[text.index(after: bracket)...].dropLast())
        let name = String(text[..<bracket])
        guard ValueReader.isKey(name), member == "*" || ValueReader.isMember(member) else { return nil }
        self.init(name: name, member: member == "*" ? .every : .one(member))
    }

    private init(name: String, member: Member) {
        self.name = name
        self.member = member
    }
}

extension ValueReader {
    /// A volume's address.
    func volumePattern() -> VolumeSelector? {
        guard let text = text() else { return nil }
        let prefix = ["volume/", "app_instance/"].first { text.hasPrefix($0) }
        guard let prefix, let pattern = VolumeSelector(text.dropFirst(prefix.count)) else {
            report(
                "\(label) must be a volume such as `volume/ledger` or `volume/scratch[a]`, not \(text.quoted)",
                hint: Self.isKey(text) ? "write `volume/\(text)`" : nil)
            return nil
        }
        return pattern
    }
}

/// A snapshot as manifests name it: `ledger@before-upgrade`, or by its time stamp.
struct SnapshotSelector: Hashable {
    var volume: VolumeSelector
    var name: SnapshotName

    /// Nil when the text is not a volume, an `@` and a name.
    init?(_ text: some StringProtocol) {
        guard let at = text.firstIndex(of: "@"), let volume = VolumeSelector(text[..<at]),
            let name = SnapshotName(String(text[text.index(after: at)...]))
        else { return nil }
        self.volume = volume
        self.name = name
    }

    static let form = "a volume and a name such as `ledger@before-upgrade`"
}
