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

/// The same for requests of a step.
func uninterruptedStep<Result: Sendable>(
    _ work: @escaping @Sendable () async throws(ArrayFailure) -> Result
) async throws(StepFailure) -> Result {
    do throws(ArrayFailure) { return try await uninterrupted(work) } catch { throw .array(error) }
}

/// Comes back when the surrounding task is cancelled, and not before.
func untilCancelled() async {
    let (nothing, source) = AsyncStream<Void>.makeStream()
    for await _ in nothing {}
    source.finish()
}
