extension Array where Element: Sendable {
    /// The results of all elements, so many at a time, in the order in which they come.
    package func concurrently<Result: Sendable>(
        _ width: Int, _ body: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: Result.self) { group in
            var waiting = makeIterator()
            for _ in 0..<width {
                if let next = waiting.next() { group.addTask { try await body(next) } }
            }
            var results: [Result] = []
            for try await result in group {
                results.append(result)
                if let next = waiting.next() { group.addTask { try await body(next) } }
            }
            return results
        }
    }
}
