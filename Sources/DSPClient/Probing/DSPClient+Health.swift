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
private struct WireHealth: JSONReadable {
    var system: WireSystem
    var health: String?
    var operationalState: String?
    var causes: [String] = []

    private enum Key: String, CaseIterable {
        case health, causes
        case operationalState = "op_state"
    }

    private static let keys = JSONKeys<Key>()

    /// What is of another kind than usual is passed over: it is only shown.
    init(from reader: inout JSONReader) throws(JSONReadingError) {
        var again = reader
        system = try WireSystem(from: &again)
        _ = try reader.enterObject()
        while let key = try reader.next(Self.keys) {
            switch (key, reader.peek()) {
            case (.health, UInt8(ascii: "\"")): health = try String(from: &reader)
            case (.operationalState, UInt8(ascii: "\"")): operationalState = try String(from: &reader)
            case (.causes, UInt8(ascii: "[")): causes = try reader.texts()
            case (.health, _), (.operationalState, _), (.causes, _): try reader.skip()
            }
        }
    }
}

extension JSONReader {
    /// The texts among the elements of an array.
    fileprivate mutating func texts() throws(JSONReadingError) -> [String] {
        var texts: [String] = []
        try enterArray()
        while try nextElement() {
            if peek() == UInt8(ascii: "\"") { texts.append(try String(from: &self)) } else { try skip() }
        }
        return texts
    }
}
