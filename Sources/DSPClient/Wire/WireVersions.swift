/// The answer of `GET /api_versions`, which has no envelope, for instance `v2`, `v2.1`, `v2.2` (dsp-api.md 1.1).
struct WireVersions: Decodable, Sendable {
    var apiVersions: [String]

    private enum CodingKeys: String, CodingKey {
        case apiVersions = "api_versions"
    }
}
