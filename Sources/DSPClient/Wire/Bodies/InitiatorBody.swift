internal import StorageModel

/// `POST /initiators` (dsp-api.md 2.9).
struct InitiatorBody: Encodable, Sendable {
    let id: String
    let name: String
    /// True or left out: API 2.1 does not know the key (dsp-api.md Q2).
    let force: Bool?

    init(iqn: InitiatorName, label: String, force: Bool, api: APIVersion) {
        id = iqn.spelling
        name = label
        self.force = force && api.hasInitiatorForce ? true : nil
    }
}
