import JSONSchema
import StorageModel
import TestSupport
import Testing

@testable import ManifestLoading

/// The published schema and the loader know the same keys. What they make of values is compared by `scripts/schemas.sh`.
@Suite struct ManifestSchemaTests {
    /// What the good manifests leave out.
    private static let lifecycle = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: lifecycle
        volumes: {new: {size: 1, image: {file: debian.qcow2}}}
        moved: [{from: volume/old, to: volume/new}]
        removed: [{from: volume/gone, action: forget}]
        ignore: [{match: volume/new, fields: [qos], reason: tuned}]
        guards: {max_deletes: 1}
        options: {disable_template_override: true}
        app_instances: {tree: {storage_instances: {data: {volumes: {rows: {size: 1}}}}}}
        """

    /// Every mapping of the schema that lists its keys.
    private func keySets(_ node: SchemaNode) -> [Set<String>] {
        switch node {
        case .text, .number, .flag: return []
        case .list(let items): return items.flatMap(keySets)
        case .object(let members):
            let isClosed = members.contains { $0.key == "additionalProperties" && $0.value == false }
            var own: [Set<String>] = []
            for member in members where isClosed && member.key == "properties" {
                if case .object(let properties) = member.value { own.append(Set(properties.map(\.key))) }
            }
            return own + members.flatMap { keySets($0.value) }
        }
    }

    @Test func everyMappingHasTheKeysThatTheLoaderReads() throws {
        var use = FieldUse()
        for text in try Corpus.files(in: "Good").map(\.text) + [Self.lifecycle] {
            use.merge(ManifestLoader().load([ManifestSource(name: "x", text: Array(text.utf8))]).fieldUse)
        }
        let words = use.known.map { $0.split(separator: ": ", maxSplits: 1).map(String.init) }
        // Extra specs are read as the block that they stand for; their own keys begin with `DF:`.
        let loader = Dictionary(grouping: words.filter { $0[0] != "extra_specs" }, by: { $0[0] })
            .mapValues { Set($0.map { $0[1] }) }
        let schema = keySets(ManifestSchema.root).filter { !$0.contains { $0.hasPrefix("DF:") } }
        #expect(loader.count >= 15)
        for (noun, keys) in loader { #expect(schema.contains(keys), "\(noun): \(keys.sorted())") }
        for keys in schema { #expect(loader.values.contains(keys), "\(keys.sorted())") }
    }

    @Test func theKeysOfExtraSpecsAreThoseOfTheFields() {
        let specs = Set(keySets(ManifestSchema.root).joined().filter { $0.hasPrefix("DF:") })
        #expect(specs.count == 16)
        #expect(specs.isSuperset(of: QoSField.allCases.map { "DF:\($0.rawValue)" }))
    }

    @Test(arguments: [1, 5, 9, 10, 11, 99, 100, 256, 9765, 262_144])
    func aPatternForNumbersTakesTheseAndNoOthers(maximum: Int) throws {
        let pattern = try Regex("(?:\(QuantitySchema.digits(upTo: maximum)))")
        for number in [1, 2, 9, 10, 11, maximum - 1, maximum, maximum + 1, maximum * 2, maximum * 10, 0, 262_139] {
            #expect(("\(number)".wholeMatch(of: pattern) != nil) == (1...maximum).contains(number), "\(number)")
        }
        for text in ["", "01", "-1", "1.0", " 1"] { #expect(text.wholeMatch(of: pattern) == nil) }
    }
}
