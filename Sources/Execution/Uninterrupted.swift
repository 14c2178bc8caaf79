internal import StorageModel

/// Carries work to its end even when the surrounding task has been cancelled.
func uninterrupted<Result: Sendable>(
    _ work: @escaping @Sendable () async throws(ArrayFailure) -> Result
) async throws(ArrayFailure) -> Result {
    try await Task.detached { () -> Swift.Result<Result, ArrayFailure> in
        do throws(ArrayFailure) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }.value.get()
}
