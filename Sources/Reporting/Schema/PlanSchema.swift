package import JSONSchema
import Planning
import StorageModel

/// The JSON Schema of a plan as `plan --format json` writes it and `plan -o` saves it.
package enum PlanSchema {
    package static let root: SchemaNode = SchemaShape.object(
        "A plan. The minor part of format_version grows with added keys, the major part with changed ones.",
        [
            "format_version": ["type": "string", "pattern": #"^2\.[0-9]+$"#],
            "kind": ["const": "plan"],
            "stack": SchemaShape.text,
            "tenant": ["type": "string", "description": "The tenant of resources that name none."],
            "guards": SchemaShape.object(
                "The limits that applied to the plan.",
                [
                    "max_deletes": SchemaShape.count, "max_update_pct": SchemaShape.count,
                    "max_provisioned_pct": SchemaShape.count, "allows_empty": ["type": "boolean"],
                ], optional: ["max_provisioned_pct"]),
            "cluster": SchemaShape.object(
                "The array that the plan was made for.",
                [
                    "uuid": SchemaShape.text, "name": SchemaShape.text, "product_version": SchemaShape.text,
                    "api_version": SchemaShape.text,
                ]),
            "digest": SchemaShape.digest(
                "A hash of what the plan does, without explanations; `apply --approve` takes it."),
            "applyable": ["type": "boolean", "description": "Whether it can be applied: nothing blocks it."],
            "scope": ["type": "string", "description": "What a partial plan covers."],
            "summary": SchemaShape.object(
                "How many resources are created, changed, removed and left as they are.",
                [
                    "create": SchemaShape.count, "update": SchemaShape.count, "remove": SchemaShape.count,
                    "unchanged": SchemaShape.count, "left_out": SchemaShape.count, "risk": risk,
                    "totals": TotalsSchema.root,
                ]),
            "groups": SchemaShape.list(group), "changes": SchemaShape.list(change), "steps": SchemaShape.list(step),
            "blocks": SchemaShape.list(SchemaShape.problem), "warnings": SchemaShape.list(SchemaShape.problem),
            "notes": SchemaShape.list(
                SchemaShape.object(
                    "A note.", ["address": SchemaShape.text, "message": SchemaShape.text],
                    optional: ["address"])),
            "ignored": SchemaShape.list(
                SchemaShape.object(
                    "Differences that an entry of `ignore` hides.",
                    [
                        "address": SchemaShape.text, "fields": SchemaShape.list(field), "pattern": SchemaShape.text,
                        "reason": SchemaShape.text, "until": SchemaShape.text, "source": SchemaShape.text,
                    ], optional: ["until", "source"])),
            "inputs": inputs,
            "integrity": SchemaShape.digest("A hash of the whole file except this value; in a saved plan only."),
        ], optional: ["scope", "inputs", "integrity"]
    ).with([
        "$schema": .text(SchemaNode.dialect), "$id": "urn:datera-apply:schema:plan:2.1", "title": "datera-apply plan",
    ])

    private static let risk = SchemaShape.choice(Risk.allCases.map(\.rawValue), "The risk.")

    private static let group = SchemaShape.object(
        "Equal changes that one block of the manifest causes; each also has its own entry.",
        [
            "via": ["type": "string", "description": "The block, for instance volume_types.gold."], "risk": risk,
            "fields": SchemaShape.list(field), "addresses": SchemaShape.list(SchemaShape.text),
        ])

    private static let change = SchemaShape.object(
        "One resource and all its differences.",
        [
            "address": SchemaShape.text,
            "action": SchemaShape.choice(Change.Kind.allCases.map(\.rawValue), "What is done with it."),
            "risk": risk, "reason": SchemaShape.text,
            "source": ["type": "string", "description": "The manifest line that causes it."],
            "uuid": ["type": "string", "description": "The uuid of the live app instance."],
            "marker": SchemaShape.object(
                "The ownership marker before and after.", ["from": SchemaShape.text, "to": SchemaShape.text],
                optional: ["from", "to"]),
            "manage": SchemaShape.choice(
                ManageLevel.allCases.map(\.rawValue), "What the manifest lets the stack do with it."),
            "volume_type": ["type": "string", "description": "The volume type that the manifest gives it."],
            "size_gib": ["type": "integer", "minimum": 0, "description": "The size of all its volumes."],
            "extend": ["const": "offline", "description": "Volumes are extended offline."],
            "copy_of": SchemaShape.object(
                "The source of a clone: a uuid, or a name if this plan creates it, and a snapshot's time or name; of a "
                    + "cached image also its content.",
                [
                    "uuid": SchemaShape.text, "name": SchemaShape.text, "snapshot": SchemaShape.text,
                    "image": SchemaShape.text,
                ],
                optional: ["uuid", "name", "snapshot", "image"]),
            "contents": ["type": "string", "description": "A hash of the live objects that are removed."],
            "admits": SchemaShape.list(SchemaShape.text),
            "fields": SchemaShape.list(field),
            "hazards": SchemaShape.list(
                SchemaShape.object(
                    "A hazard, and whom it affects.",
                    [
                        "kind": SchemaShape.choice(Hazard.Kind.allCases.map(\.rawValue), "The kind of hazard."),
                        "risk": risk, "message": SchemaShape.text, "initiators": SchemaShape.list(SchemaShape.text),
                    ])),
            "step_ids": SchemaShape.list(SchemaShape.text),
        ],
        optional: [
            "reason", "source", "uuid", "marker", "manage", "volume_type", "size_gib", "extend", "copy_of", "contents",
            "admits",
        ])

    private static let field = SchemaShape.object(
        "One field before and after; without `from` it is added, without `to` it is removed.",
        [
            "path": SchemaShape.text, "from": SchemaShape.value, "to": SchemaShape.value,
            "note": SchemaShape.text, "source": SchemaShape.text,
            "via": ["type": "string", "description": "The block of the manifest that supplied the value."],
        ], optional: ["from", "to", "note", "source", "via"])

    private static let step = SchemaShape.object(
        "One call to the array.",
        [
            "id": SchemaShape.text, "address": SchemaShape.text, "reason": SchemaShape.text, "risk": risk,
            "source": SchemaShape.text, "depends_on": SchemaShape.list(SchemaShape.text),
            "sends": SchemaShape.digest("A hash of everything that it sends; of a secret, its reference."),
        ], optional: ["source"])

    private static let inputs = SchemaShape.object(
        "Everything needed to make the plan again; in a saved plan only.",
        [
            "tool": SchemaShape.text,
            "manifests": SchemaShape.list(
                SchemaShape.object(
                    "A manifest file, and the folder in which its relative paths begin.",
                    ["name": SchemaShape.text, "text": SchemaShape.text, "folder": SchemaShape.text],
                    optional: ["folder"])),
            "tenant_override": SchemaShape.text, "tenant_default": SchemaShape.text, "today": SchemaShape.text,
            "driver": SchemaShape.list(
                SchemaShape.object(
                    "An option of a cinder.conf that decides what the manifests mean.",
                    [
                        "name": SchemaShape.text, "value": SchemaShape.text, "file": SchemaShape.text,
                        "line": SchemaShape.count, "column": SchemaShape.count,
                    ], optional: [])),
            "max_deletes": SchemaShape.count, "max_update_percent": SchemaShape.count,
            "allows_empty": ["type": "boolean"], "allows_recreation": ["type": "boolean"], "cluster": SchemaShape.text,
        ],
        optional: [
            "tenant_override", "tenant_default", "driver", "today", "allows_recreation", "max_deletes",
            "max_update_percent", "cluster",
        ])
}
