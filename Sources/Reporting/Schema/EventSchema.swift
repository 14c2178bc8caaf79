package import JSONSchema
import Planning
import StorageModel

/// The JSON Schema of one line of the event stream: of `apply --json`, and of the journal.
package enum EventSchema {
    package static let root: SchemaNode = [
        "$schema": .text(SchemaNode.dialect), "$id": "urn:datera-apply:schema:events:1.3",
        "title": "datera-apply event", "description": "One line of the events of a run.", "type": "object",
        "oneOf": .list(shapes.map { event($0.type, $0.properties, optional: $0.optional) }),
    ]

    private static let words: SchemaNode = SchemaShape.list(SchemaShape.text)

    private static let step: SchemaNode = ["id": SchemaShape.text, "address": SchemaShape.text]

    private static let lease: SchemaNode = [
        "holder": SchemaShape.text, "lease": SchemaShape.text, "expires": SchemaShape.text,
    ]

    private static let shapes: [(type: String, properties: SchemaNode, optional: Set<String>)] = [
        (
            "version",
            ["version": SchemaShape.text, "format_version": ["type": "string", "pattern": #"^1\.[0-9]+$"#]], []
        ),
        (
            "apply_start",
            [
                "stack": SchemaShape.text, "verb": SchemaShape.text, "steps": SchemaShape.count,
                "pid": SchemaShape.count, "user": SchemaShape.text, "host": SchemaShape.text,
                "login": SchemaShape.text, "array": SchemaShape.text, "cluster_uuid": SchemaShape.text,
                "digest": SchemaShape.text, "commit": SchemaShape.text, "version": SchemaShape.text,
            ], ["user", "commit"]
        ),
        ("lock_awaited", lease, ["holder", "lease", "expires"]),
        ("lock_acquired", lease.with(["took_over": ["type": "boolean"]]), []),
        ("lock_lost", ["reason": SchemaShape.text], []),
        ("lock_released", [:], []),
        ("lock_left", lease.with(["error": SchemaShape.text]), []),
        ("steps_begin", ["steps": SchemaShape.count], []),
        (
            "step_start",
            step.with([
                "reason": SchemaShape.text,
                "risk": SchemaShape.choice(Risk.allCases.map(\.rawValue), "The risk."),
            ]), []
        ),
        (
            "image_progress",
            step.with([
                "phase": SchemaShape.choice(ImageProgress.Phase.allCases.map(\.rawValue), "What is under way."),
                "bytes": SchemaShape.count, "total": SchemaShape.count, "rate": SchemaShape.count,
                "eta_seconds": SchemaShape.count,
            ]), ["total", "rate", "eta_seconds"]
        ),
        ("step_complete", step, []),
        ("step_failed", step.with(["error": SchemaShape.text]), []),
        ("step_skipped", step, []),
        ("window_closing", step, []),
        ("window_closed", step, []),
        ("window_left_open", step.with(["error": SchemaShape.text]), []),
        ("heartbeat", ["done": SchemaShape.count, "steps": SchemaShape.count, "running": words], []),
        (
            "stale",
            [
                "address": SchemaShape.text,
                "differences": SchemaShape.list(
                    SchemaShape.object(
                        "A reviewed value and the current one; a value that is left out does not exist.",
                        ["field": SchemaShape.text, "then": SchemaShape.text, "now": SchemaShape.text],
                        optional: ["then", "now"])),
            ], ["address"]
        ),
        ("error", ["error": SchemaShape.text], []),
        (
            "run_summary",
            [
                "exit_code": SchemaShape.count, "done": SchemaShape.count, "failed": SchemaShape.count,
                "skipped": SchemaShape.count, "windows_left_open": words,
            ], []
        ),
    ]

    /// Each event knows its type, its run and the time at which it was written.
    private static func event(_ type: String, _ properties: SchemaNode, optional: Set<String>) -> SchemaNode {
        let common: SchemaNode = [
            "type": ["const": .text(type)], "run": SchemaShape.text,
            "time": ["type": "string", "pattern": #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z$"#],
        ]
        return SchemaShape.object(type, common.with(properties), optional: optional)
    }
}
