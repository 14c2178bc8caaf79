/// `PUT .../int_ecosystem_data`, which merges (dsp-api.md 2.14).
struct EcosystemDataBody: Encodable, Sendable {
    let data: [String: String]
}
