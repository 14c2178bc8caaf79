internal import StorageModel

extension Array where Element: Sendable {
    /// Transforms every element, at most `width` at a time, into results in the order of the elements. The first failure
    /// cancels the others and is thrown.
    func concurrentMap<Output: Sendable>(
        width: Int, _ transform: @escaping @Sendable (Element) async throws(ArrayFailure) -> Output
    ) async throws(ArrayFailure) -> [Output] {
        let outcome = await withTaskGroup(
            of: (Int, Result<Output, ArrayFailure>).self, returning: Result<[Output], ArrayFailure>.self
        ) { group in
            var outputs = [Output?](repeating: nil, count: count)
            var waiting = enumerated().makeIterator()
            func startNext() {
                guard let (index, element) = waiting.next() else { return }
                group.addTask {
                    do throws(ArrayFailure) {
                        return (index, .success(try await transform(element)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            for _ in 0..<Swift.max(1, width) { startNext() }
            while let (index, result) = await group.next() {
                switch result {
                case .success(let output): outputs[index] = output
                case .failure(let failure):
                    group.cancelAll()
                    return .failure(failure)
                }
                startNext()
            }
            return .success(outputs.compactMap { $0 })
        }
        return try outcome.get()
    }
}
