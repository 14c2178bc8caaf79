/// What an app instance's `descr` says about its owner.
package enum Ownership: Sendable, Hashable, Encodable {
    /// Nothing of ours: absent, empty, or a person's description.
    case none
    case marked(Marker)
    /// It begins like our marker but is of another version or damaged: foreign, never absent.
    case unreadable(String)
    /// A lease object of a running apply; never listed, counted or planned.
    case lease

    package init(descr: String?) {
        guard let descr, descr.hasPrefix(Marker.prefix) else {
            self = .none
            return
        }
        if let marker = Marker(text: descr) {
            self = .marked(marker)
        } else if descr.hasPrefix(Marker.leasePrefix) {
            self = .lease
        } else {
            self = .unreadable(descr)
        }
    }
}
