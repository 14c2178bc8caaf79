/// Whether a volume is taken offline to make it larger.
enum ExtendMode: String, CaseIterable {
    case online, offline
}
