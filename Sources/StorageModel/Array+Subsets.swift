extension Array {
    /// Every selection of its elements, the empty one first; the number doubles with each element.
    package var subsets: [[Element]] {
        (0..<(1 << count)).map { selection in
            enumerated().filter { selection >> $0.offset & 1 == 1 }.map(\.element)
        }
    }
}
