import Testing

@testable import Simulation

/// The simulator's own description against the one recorded from a real 2.x box.
@Suite struct RecordedSchemaTests {
    /// Sent with every list by every client, though the recorded schema does not know it.
    private static let onPurpose = ["offset"]

    private static let keywords = [
        "type", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength", "required", "format",
        "additionalProperties",
    ]

    @Test(
        .enabled(
            if: RecordedDescription.schema.isThere, "no shared/reference/dsp-api-2.1-schema.json above the package"))
    func bodiesAreDemandedAsRecorded() async throws {
        let recorded = try #require(try RecordedDescription.schema.json().object)
        let client = try await ArrayClient({ $0.productVersion = "2.2.0.0" }, version: "v2.1")
        let simulated = try await client.get("/api").json
        var compared = 0
        var missing: [String] = []
        var found: [String] = []
        for (route, operations) in recorded {
            for operation in Operation.allCases {
                guard let theirs = operations[operation.rawValue] else { continue }
                guard let ours = simulated[route]?[operation.rawValue] else {
                    missing.append("\(operation) \(route)")
                    continue
                }
                compared += 1
                let demanded = theirs["bodyParamSchema"] ?? .null
                // Bodies of reads are ignored, so a read that has no query is described by nothing.
                if operation == .read, demanded["properties"]?.object?.isEmpty != false { continue }
                found += differences(ours["bodyParamSchema"] ?? .null, demanded, at: "\(operation) \(route)")
            }
        }
        print("Compared \(compared) operations with the recorded description; \(missing.count) are not simulated")
        #expect(missing == [])
        #expect(found == [])
        #expect(compared > 170)
    }

    private func differences(_ ours: JSONValue, _ theirs: JSONValue, at place: String) -> [String] {
        var found: [String] = []
        for keyword in Self.keywords {
            let (left, right) = (value(of: keyword, in: ours), value(of: keyword, in: theirs))
            if left != right { found.append("\(place): \(keyword) is \(shown(left)), recorded \(shown(right))") }
        }
        let keys = Set((ours["properties"]?.object?.keys ?? []) + (theirs["properties"]?.object?.keys ?? []))
        for key in keys.sorted() where !Self.onPurpose.contains(key) {
            let (our, their) = (ours["properties"]?[key], theirs["properties"]?[key])
            if let our, let their {
                found += differences(our, their, at: "\(place) \(key)")
            } else {
                found.append("\(place): \(key) is \(our == nil ? "missing" : "not recorded")")
            }
        }
        if ours["items"] != nil || theirs["items"] != nil {
            found += differences(ours["items"] ?? .null, theirs["items"] ?? .null, at: place + "[]")
        }
        return found
    }

    private func shown(_ value: JSONValue?) -> String {
        value.map { String(decoding: JSONWriter.encoded($0), as: UTF8.self) } ?? "absent"
    }

    /// The recorded schema writes `"pattern": {}` and `"required": []` for nothing at all, `additionalProperties` on
    /// arrays and a text pattern on a flag, where they have no meaning.
    private func value(of keyword: String, in schema: JSONValue) -> JSONValue? {
        if keyword == "additionalProperties", schema["type"] != "object" { return nil }
        if keyword == "pattern", schema["type"] == "boolean" { return nil }
        switch schema[keyword] {
        case .array(let elements): return elements.isEmpty ? nil : .strings(elements.compactMap(\.string).sorted())
        case .object: return nil
        case .some(let value): return value
        case nil: return nil
        }
    }
}
