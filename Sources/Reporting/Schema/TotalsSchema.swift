import JSONSchema
import Planning
import StorageModel

/// The part of a plan's schema that says how much it is about.
enum TotalsSchema {
    static let root: SchemaNode = SchemaShape.object(
        "How much is created, changed and removed, and how full it leaves the array.",
        [
            "counts": SchemaShape.list(
                SchemaShape.object(
                    "How many resources of one kind have the same done to them.",
                    [
                        "kind": ["type": "string", "description": "As addresses begin, for instance volume."],
                        "action": SchemaShape.choice(Change.Kind.allCases.map(\.rawValue), "What is done."),
                        "count": SchemaShape.count, "size_gib": SchemaShape.count,
                    ])),
            "array": SchemaShape.object(
                "How full the array is when all its volumes are, replicas included.",
                [
                    "total_gib": SchemaShape.count, "provisioned_now_gib": SchemaShape.count,
                    "provisioned_after_gib": SchemaShape.count,
                ]),
            "tenants": SchemaShape.list(share("Everything in a tenant that the stack uses.")),
            "types": SchemaShape.list(share("What the stack owns of a volume type; without a name what has none.")),
        ], optional: ["array"])

    private static func share(_ description: String) -> SchemaNode {
        SchemaShape.object(
            description, ["name": SchemaShape.text, "now": amount, "after": amount], optional: ["name"])
    }

    private static let amount = SchemaShape.object(
        "Volumes, their size as hosts see it, and what they take with replicas.",
        ["volumes": SchemaShape.count, "size_gib": SchemaShape.count, "provisioned_gib": SchemaShape.count])
}
