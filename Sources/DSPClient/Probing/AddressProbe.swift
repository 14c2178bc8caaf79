package import StorageModel

/// What one request without a login tells about an address: whether it can be reached, and whether a DSP answers there.
package struct AddressProbe: Sendable, Equatable {
    package enum Outcome: Sendable, Equatable {
        /// - Parameter versions: of its API, as it names them; empty where it does not say.
        case dsp(versions: [String])
        /// A DSP that starts, or a gateway in front of one. Nothing can be said of what is behind it.
        case busy(status: Int)
        /// An answer that no DSP gives.
        case foreign(status: Int, server: String?)
        case failed(TransportFailure)
    }

    package var outcome: Outcome
    /// What the clock of the answering side shows; nil where the answer has no `Date`.
    package var shown: UTCSecond?
    /// The proxy through which the way leads, without its login; nil where there is none.
    package var proxy: String?

    package init(_ outcome: Outcome, shown: UTCSecond? = nil, proxy: String? = nil) {
        self.outcome = outcome
        self.shown = shown
        self.proxy = proxy
    }

    /// Asks for the versions of the API, once (dsp-api.md 1.1).
    ///
    /// - Parameter timeout: the longest silence.
    package init(
        of endpoint: Endpoint, over transport: any HTTPTransport, timeout: Duration = .seconds(10)
    ) async {
        let proxy = Self.proxy(for: endpoint)
        let filter = SecretFilter(ProxySetting.secrets(for: endpoint))
        let request = HTTPRequest(
            method: .get, endpoint: endpoint, path: APIPath("api_versions").encoded, timeout: timeout,
            isRepeatable: true)
        do throws(TransportFailure) {
            let response = try await transport.send(request)
            self.init(
                Self.outcome(of: response, filter),
                shown: response.headers["Date"].flatMap(UTCSecond.init(httpDate:)), proxy: proxy)
        } catch {
            self.init(.failed(error.mapTexts(filter.clean)), proxy: proxy)
        }
    }

    /// The proxy through which the way to an endpoint leads, without its login; nil where there is none.
    package static func proxy(for endpoint: Endpoint) -> String? { ProxySetting.description(for: endpoint) }

    private static func outcome(of response: HTTPResponse, _ filter: SecretFilter) -> Outcome {
        if response.status == 200, let body = try? JSON.decode(WireVersions.self, from: response.body) {
            return .dsp(versions: body.apiVersions.map(filter.clean))
        }
        // Other APIs have a `message`, too; the name of the error is the DSP's.
        if let error = try? JSON.decode(WireError.self, from: response.body), error.name != nil {
            return [429, 503].contains(response.status) ? .busy(status: response.status) : .dsp(versions: [])
        }
        switch response.status {
        case 429, 502, 503, 504: return .busy(status: response.status)
        // Very old products do not know the path (dsp-api.md 1.1).
        case 400 where response.headers["Server"] == nil: return .dsp(versions: [])
        default: return .foreign(status: response.status, server: response.headers["Server"].map(filter.clean))
        }
    }
}
