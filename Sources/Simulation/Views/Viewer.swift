/// For whom and when an answer is written.
struct Viewer: Sendable {
    let dialect: Dialect
    let now: ArrayTime

    /// Whether something begun earlier is still going on.
    func isPending(_ time: ArrayTime?) -> Bool { time.map { $0 > now } ?? false }
}
