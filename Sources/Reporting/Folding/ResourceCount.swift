/// `300 volumes`: how many resources of the kind that addresses begin with.
struct ResourceCount {
    let text: String

    init(_ kind: String, _ count: Int) { text = kind.replacing("_", with: " ").counted(count) }
}
