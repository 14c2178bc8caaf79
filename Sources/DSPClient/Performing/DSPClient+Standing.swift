package import StorageModel

extension DSPClient {
    package func standing(of call: ArrayCall) async throws(ArrayFailure) -> CallStanding { .absent }
}
