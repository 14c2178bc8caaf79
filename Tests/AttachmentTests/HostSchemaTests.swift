import JSONSchema
import Reporting
import StorageModel
import TestSupport
import Testing

@testable import Attachment

/// The published schema of the host's documents, held to documents of every kind. `make schemas` holds it to the program's,
/// on machines without iSCSI.
@Suite struct HostSchemaTests {
    private static let schema = try? JSONTree(parsing: Array(HostSchema.root.json.utf8))

    /// What of a value the schema does not allow. Of JSON Schema it knows what this schema uses.
    private static func violations(_ value: JSONTree, _ schema: JSONTree, at path: String = "") -> [String] {
        if let words = schema["enum"]?.elements, !words.contains(value) { return ["\(path): \(value.text)"] }
        if let word = schema["const"], word != value { return ["\(path): \(value.text)"] }
        switch (schema["type"]?.text, value) {
        case (nil, _), ("string", .text), ("integer", .number), ("boolean", .flag): return []
        case ("array", .list(let elements)):
            return elements.enumerated().flatMap { violations($1, schema["items"] ?? .null, at: "\(path)/\($0)") }
        case ("object", .object(let members)):
            guard case .object(let known)? = schema["properties"] else { return ["\(path): no properties"] }
            let required = schema["required"]?.elements.map(\.text) ?? []
            return required.filter { members[$0] == nil }.map { "\(path)/\($0) is missing" }
                + members.flatMap { key, value in
                    known[key].map { violations(value, $0, at: "\(path)/\(key)") } ?? ["\(path)/\(key) is not known"]
                }
        default: return ["\(path): \(value.text) is not of type \(schema["type"]?.text ?? "?")"]
        }
    }

    private static func document(_ report: HostReport, _ verb: String) throws -> JSONTree {
        let text = HostJSON.render(report, verb: verb, initiator: ModelHostState.initiator)
        return try JSONTree(parsing: Array(text.utf8))
    }

    @Test func documentsOfEveryKindSatisfyIt() async throws {
        let schema = try #require(Self.schema)
        let wanted = [Sample.wanted()]
        let fresh = Sample.host()
        let attached = try await Sample.attached()
        let degraded = try await Sample.attached()
        degraded.change { $0.sessions[1]?.isLoggedIn = false }
        let open = Sample.wanted(login: .none, stack: "shop")
        let documents = [
            try Self.document(fresh.run().plan(wanted), "plan"),
            try Self.document(fresh.run().status(wanted), "status"),
            try Self.document(await fresh.run().apply(wanted), "apply"),
            try Self.document(attached.run().status(wanted), "status"),
            try Self.document(degraded.run().status(wanted), "status"),
            try Self.document(Sample.host(password: nil).run().plan([open]), "plan"),
        ]
        for document in documents { #expect(Self.violations(document, schema).isEmpty) }
        // Each optional member occurs.
        #expect(documents[3][path: "attachments.0.device"] != nil && documents[3][path: "attachments.0.wwid"] != nil)
        #expect(documents[3][path: "attachments.0.connection.auth_username"] != nil)
        #expect(documents[5][path: "attachments.0.connection.auth_method"] == nil)
    }

    @Test func whatItDoesNotKnowIsFound() throws {
        let schema = try #require(Self.schema)
        guard case .object(var members) = try Self.document(Sample.host().run().plan([Sample.wanted()]), "plan") else {
            return
        }
        members["surprise"] = .null
        members["kind"] = .text("host_other")
        members["initiator"] = nil
        #expect(Self.violations(.object(members), schema).count == 3)
    }
}
