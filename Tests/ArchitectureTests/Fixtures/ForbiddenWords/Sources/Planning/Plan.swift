public struct Plan {
    public var steps: [Int] = []

    func step(_ index: Int) throws -> String {
        guard index >= 0 else { fatalError("negative: \(steps as! [String])") }
        let text = try! render(index)
        return text as! String
    }
}
