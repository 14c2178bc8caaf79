/// Storage pools and failure domains, as an array has them by default: one pool with all nodes, and one domain
/// per node. Both are only shown.
enum StoragePoolRules {
    static let routes: [Route] =
        shown("/storage_pools", "storage pool", isOffered: \.hasStoragePools) { state in
            [
                [
                    "path": "/storage_pools/default", "name": "default",
                    "members": .references(state.storageNodes.map(\.path)),
                ]
            ]
        }
        + shown("/failure_domains", "failure domain", isOffered: \.hasFailureDomains) { state in
            state.storageNodes.enumerated().map { index, node in
                let name = "domain-\(index + 1)"
                return [
                    "path": .string("/failure_domains/\(name)"), "name": .string(name),
                    "storage_nodes": .references([node.path]),
                ]
            }
        }

    private static func shown(
        _ collection: String, _ what: String, isOffered: @escaping @Sendable (Dialect) -> Bool,
        _ objects: @escaping @Sendable (ArrayState) -> [JSONValue]
    ) -> [Route] {
        let entity = what.split(separator: " ").joined(separator: "_")
        return [
            .list(collection, "List \(what)s", entity: entity, isOffered: isOffered) { state, call throws(Refusal) in
                .page(try Listing(call).page(objects(state)))
            },
            Route(.read, collection + "/:name", "Show a \(what)", entity: entity, isOffered: isOffered) {
                state, call throws(Refusal) in
                guard let object = objects(state).first(where: { $0["name"] == .string(call.parameter(0)) }) else {
                    throw .absent(what.prefix(1).uppercased() + what.dropFirst(), call.parameter(0))
                }
                return .entity(object)
            },
        ]
    }
}
