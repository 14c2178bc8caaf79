import Attachment
package import JSONSchema
import Planning
import StorageModel

/// The JSON Schema of what `host plan`, `host apply` and `host status` write with `--format json`.
package enum HostSchema {
    package static let root: SchemaNode = SchemaShape.document(
        "host",
        SchemaShape.object(
            "How the volumes of a host stand.",
            [
                "format_version": ["const": .text(PlanRecord.currentFormat)],
                "kind": SchemaShape.choice(["host_plan", "host_apply", "host_status"], "The verb."),
                "initiator": SchemaShape.text,
                "outcome": SchemaShape.choice(
                    ["converged", "incomplete", "blocked"], "Exit code 0, 3 or 4, unless a plan has steps to do."),
                "attachments": SchemaShape.list(attachment), "steps": SchemaShape.list(step),
                "problems": SchemaShape.list(problem), "warnings": SchemaShape.list(problem),
            ]))

    private static let step = SchemaShape.object(
        "What was done; of a plan or a status, what is to be done.",
        ["subject": SchemaShape.text, "step": SchemaShape.text, "reason": SchemaShape.text])

    private static let problem = SchemaShape.object(
        "What keeps a volume from being attached as wanted.",
        [
            "code": SchemaShape.choice(HostProblem.Code.allCases.map(\.rawValue), "Stable names."),
            "subject": SchemaShape.text, "message": SchemaShape.text, "remedy": SchemaShape.text,
        ])

    private static let attachment = SchemaShape.object(
        "One volume.",
        [
            "volume": SchemaShape.text, "id": SchemaShape.text, "size_gib": ["type": "integer", "minimum": 1],
            "iqn": SchemaShape.text, "lun": SchemaShape.count,
            "state": SchemaShape.choice(["attached", "degraded", "missing"], "Whether it can be used."),
            "device": [
                "type": "string", "pattern": "^/dev/mapper/",
                "description": "Left out while the volume must not or cannot be used.",
            ],
            "wwid": SchemaShape.text, "paths": SchemaShape.list(path), "connection": connection,
        ], optional: ["device", "wwid"])

    private static let path = SchemaShape.object(
        "The way to the volume through one portal.",
        [
            "portal": SchemaShape.text,
            "state": SchemaShape.choice(
                ["up", "session_down", "no_session", "no_device", "device_down"], "What of it is there."),
            "device": SchemaShape.text,
        ], optional: ["device"])

    private static let connection = SchemaShape.object(
        "Cinder's connection_properties, which os-brick takes; the password is left out.",
        [
            "target_portals": SchemaShape.list(SchemaShape.text), "target_iqns": SchemaShape.list(SchemaShape.text),
            "target_luns": SchemaShape.list(SchemaShape.count), "target_portal": SchemaShape.text,
            "target_iqn": SchemaShape.text, "target_lun": SchemaShape.count, "auth_method": ["const": "CHAP"],
            "auth_username": SchemaShape.text, "discard": ["type": "boolean"],
        ], optional: ["target_portal", "auth_method", "auth_username"])
}
