import StorageModel

/// Which volumes one entry of `volumes` stands for.
enum VolumeMembers {
    case single
    /// One for each member of `for_each`.
    case each([Declared<String>])
    /// `for_each` could not be read, at least in part.
    case unknown

    init(_ forEach: ValueReader?) {
        guard let forEach else {
            self = .single
            return
        }
        let list = forEach.uniqueItems { $0.memberName() }
        self = list.flatMap { $0.isComplete ? .each($0.entries) : nil } ?? .unknown
    }
}
