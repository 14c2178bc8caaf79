import DSPClient
import StorageModel

extension DSPConfiguration {
    static let scripted = DSPConfiguration(
        endpoint: Endpoint(scheme: .http, host: "array.test"), username: "admin", password: Secret("hunter22"))
}

extension DSPClient {
    /// A client of a scripted array, whose waits take no time.
    init(
        _ array: ScriptedArray, api: APIVersion? = .v22, timing: FakeTiming = FakeTiming(),
        configure: (inout DSPConfiguration) -> Void = { _ in }
    ) {
        var configuration = DSPConfiguration.scripted
        configuration.apiVersion = api
        configure(&configuration)
        self.init(configuration: configuration, transport: array, timing: timing.timing())
    }
}

extension HTTPRequest {
    var bodyText: String? { body.map { String(decoding: $0, as: UTF8.self) } }
}

/// What a call that must fail fails with.
func failure(of work: () async throws(ArrayFailure) -> some Any) async -> ArrayFailure? {
    do throws(ArrayFailure) {
        _ = try await work()
        return nil
    } catch {
        return error
    }
}
