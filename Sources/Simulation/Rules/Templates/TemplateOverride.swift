/// What `template_override` sets otherwise than the template, keyed by name instead of listed:
/// `{"storage_instances": {"storage-1": {"volumes": {"volume-1": {"size": "20"}}}}}`. Cinder and CSI send exactly this,
/// with the size as text; the other keys are those that a client could expect to work in the same place.
struct TemplateOverride {
    private let storage: [String: JSONValue]

    init(_ body: JSONValue?, of template: AppTemplate, _ dialect: Dialect) throws(Refusal) {
        let normal = Self.withNumbers(body ?? [:])
        let violations = SchemaChecker.violations(of: normal, against: Self.schema(template, dialect))
        guard violations.isEmpty else {
            let sentences = violations.map { "template_override: \($0)" }
            throw .validationFailed(sentences.joined(separator: "; "), errors: sentences)
        }
        storage = Dictionary(
            Array(normal["storage_instances"]?.object ?? [:]), uniquingKeysWith: { _, last in last })
    }

    func pool(of storageName: String) -> String? { storage[storageName]?["ip_pool"]?["path"]?.string }

    func volume(_ name: String, of storageName: String) -> JSONObject {
        storage[storageName]?["volumes"]?[name]?.object ?? [:]
    }

    /// Only the names that the template has are known.
    private static func schema(_ template: AppTemplate, _ dialect: Dialect) -> Schema {
        let volume = Schema.volumeUpdate(dialect).without(["restore_point"])
            .adding(["performance_policy": .performancePolicy])
        let storage = template.storageTemplates.map { plan -> (String, Schema) in
            let volumes = Dictionary(
                plan.volumeTemplates.map { ($0.name, volume) }, uniquingKeysWith: { first, _ in first })
            let members = ["ip_pool": Schema.resolvedReference(dialect), "volumes": Schema.object(volumes)]
            return (plan.name, .object(members))
        }
        return .object(["storage_instances": .object(Dictionary(storage, uniquingKeysWith: { first, _ in first }))])
    }

    /// Sizes and replica counts that came as text become numbers; everything else stays.
    private static func withNumbers(_ value: JSONValue) -> JSONValue {
        guard let members = value.object else { return value }
        return .object(
            JSONObject(
                members.map { key, member in
                    if ["size", "replica_count"].contains(key), let number = member.string.flatMap({ Int($0) }) {
                        (key, .int(number))
                    } else {
                        (key, withNumbers(member))
                    }
                }))
    }
}
