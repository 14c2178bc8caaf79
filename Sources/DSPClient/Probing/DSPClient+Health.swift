package import StorageModel

/// How an array says that it is, with what it holds.
package struct ArrayHealth: Sendable, Equatable {
    package var cluster: ObservedCluster
    /// Nil when the array does not say.
    package var capacity: ArrayCapacity?
    /// `ok`, `warning`, `critical`, `unknown`; nil when the array does not say.
    package var health: String?
    /// `running` of one that works (dsp-api.md 2.1).
    package var operationalState: String?
    /// What the array names as reasons.
    package var causes: [String]

    package init(
        cluster: ObservedCluster, capacity: ArrayCapacity? = nil, health: String? = nil,
        operationalState: String? = nil, causes: [String] = []
    ) {
        self.cluster = cluster
        self.capacity = capacity
        self.health = health
        self.operationalState = operationalState
        self.causes = causes
    }
}

extension DSPClient {
    /// Opens a session unless there is one. Returns the version of the API that both sides speak.
    package func logIn() async throws(ArrayFailure) -> APIVersion { try await negotiatedVersion() }

    /// One request.
    package func health() async throws(ArrayFailure) -> ArrayHealth {
        let wire = try await read(.get(.system), as: WireHealth.self).envelope.data
        return ArrayHealth(
            cluster: wire.system.model(api: try await negotiatedVersion()), capacity: wire.system.capacity,
            health: wire.health, operationalState: wire.operationalState, causes: wire.causes)
    }
}

/// The array itself, with the part of it that only a person reads.
private struct WireHealth: Decodable, Sendable {
    var system: WireSystem
    var health: String?
    var operationalState: String?
    var causes: [String]

    private enum CodingKeys: String, CodingKey {
        case health, causes
        case operationalState = "op_state"
    }

    init(from decoder: any Decoder) throws {
        system = try WireSystem(from: decoder)
        let members = try decoder.container(keyedBy: CodingKeys.self)
        health = try? members.decodeIfPresent(String.self, forKey: .health)
        operationalState = try? members.decodeIfPresent(String.self, forKey: .operationalState)
        causes = (try? members.decodeIfPresent([String].self, forKey: .causes)) ?? []
    }
}
