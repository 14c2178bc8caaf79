import JSONSchema
import Planning
import StorageModel

/// Shapes that the published schemas have in common.
enum SchemaShape {
    static let text: SchemaNode = ["type": "string"]
    static let count: SchemaNode = ["type": "integer", "minimum": 0]

    /// Exactly these members; unknown ones are a mistake of the program, which its tests are to find.
    static func object(_ description: String, _ properties: SchemaNode, optional: Set<String> = []) -> SchemaNode {
        guard case .object(let members) = properties else { return properties }
        return [
            "type": "object", "description": .text(description), "additionalProperties": false,
            "required": .list(members.map(\.key).filter { !optional.contains($0) }.map { .text($0) }),
            "properties": properties,
        ]
    }

    /// A whole schema, of the documents of one format.
    static func document(_ name: String, _ shape: SchemaNode) -> SchemaNode {
        let head: SchemaNode = [
            "$schema": .text(SchemaNode.dialect),
            "$id": .text("urn:datera-apply:schema:\(name):\(PlanRecord.currentFormat)"),
            "title": .text("datera-apply \(name)"),
        ]
        return head.with(shape)
    }

    static func list(_ items: SchemaNode) -> SchemaNode { ["type": "array", "items": items] }

    static func choice(_ words: [String], _ description: String) -> SchemaNode {
        ["description": .text(description), "enum": .list(words.map { .text($0) })]
    }

    static func digest(_ description: String) -> SchemaNode {
        ["type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "description": .text(description)]
    }

    static let problem = object(
        "A block or a warning, and what to do about it.",
        ["code": text, "address": text, "message": text, "hint": text, "source": text],
        optional: ["address", "source"])

    /// A field's value.
    static let value: SchemaNode = [
        "anyOf": [
            ["type": ["string", "integer", "boolean"]], list(text),
            object(
                "A number with its unit.",
                [
                    "unit": ["enum": ["GiB", "IOPS", "KiB/s"]],
                    "value": ["anyOf": [["type": "integer", "minimum": 1], ["const": "unlimited"]]],
                ]),
            object(
                "A secret: only its reference.",
                ["secret": ["type": "string", "pattern": "^(env|file):"]]),
        ]
    ]
}
